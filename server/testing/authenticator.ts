/** An authenticator in software: makes and uses passkeys as a phone would (WebAuthn level 2, ES256, attestation none). */
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

export interface Terms {
  readonly challenge: string
  readonly rpId: string
  readonly origin: string
  /** The person was recognised by finger, face or PIN. */
  readonly isVerified?: boolean
}

export class Authenticator {
  readonly id = randomBytes(16)
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  private counter = 0

  /** The answer to `beginPasskey`. */
  register(terms: Terms): Record<string, unknown> {
    const head = this.authenticatorData(terms, 0x40)
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    const authData = Buffer.concat([head, Buffer.alloc(16), length, this.id, coseKey(this.keys.publicKey)])
    const attestationObject = cborMap([
      [cborText('fmt'), cborText('none')],
      [cborText('attStmt'), cborMap([])],
      [cborText('authData'), cborBytes(authData)],
    ])
    return this.answer({
      clientDataJSON: clientData('webauthn.create', terms).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    })
  }

  /** The answer to `beginPasskeySignIn`. */
  signIn(terms: Terms): Record<string, unknown> {
    this.counter += 1
    const authData = this.authenticatorData(terms, 0)
    const client = clientData('webauthn.get', terms)
    const hash = createHash('sha256').update(client).digest()
    const signature = createSign('sha256')
      .update(Buffer.concat([authData, hash]))
      .sign(this.keys.privateKey)
    return this.answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
    })
  }

  private answer(response: object): Record<string, unknown> {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }

  private authenticatorData({ rpId, isVerified = true }: Terms, more: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    const flags = 0x01 | (isVerified ? 0x04 : 0) | more
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), counter])
  }
}

function clientData(type: string, { challenge, origin }: Terms): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

/** EC2, ES256, P-256 and the point, as COSE writes them. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const pairs = [
    [Buffer.from([0x01]), Buffer.from([0x02])],
    [Buffer.from([0x03]), Buffer.from([0x26])],
    [Buffer.from([0x20]), Buffer.from([0x01])],
    [Buffer.from([0x21]), cborBytes(Buffer.from(x, 'base64url'))],
    [Buffer.from([0x22]), cborBytes(Buffer.from(y, 'base64url'))],
  ] as const
  return cborMap(pairs)
}

function cborMap(pairs: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([Buffer.from([0xa0 + pairs.length]), ...pairs.flat()])
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])
}

function cborBytes(bytes: Buffer): Buffer {
  const head = bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 255]
  return Buffer.concat([Buffer.from(head), bytes])
}
