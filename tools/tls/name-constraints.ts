/** The extension that bounds an authority (RFC 5280, 4.2.1.10), written out, since the library has none. */
import { BlockList, isIP } from 'node:net'
import { Extension } from '@peculiar/x509'

/** Networks that no router of the internet carries: address, length. */
const privateNetworks: readonly (readonly [string, number, readonly number[]])[] = [
  ['127.0.0.0', 8, [127, 0, 0, 0, 255, 0, 0, 0]],
  ['10.0.0.0', 8, [10, 0, 0, 0, 255, 0, 0, 0]],
  ['172.16.0.0', 12, [172, 16, 0, 0, 255, 240, 0, 0]],
  ['192.168.0.0', 16, [192, 168, 0, 0, 255, 255, 0, 0]],
  ['::1', 128, [...zeros(15), 1, ...ones(16)]],
  ['fc00::', 7, [0xfc, ...zeros(15), 0xfe, ...zeros(15)]],
]

export function nameConstraints(domains: readonly string[]): Extension {
  const subtrees = [
    ...domains.map((domain) => element(0x30, element(0x82, [...Buffer.from(domain, 'ascii')]))),
    ...privateNetworks.map(([, , bytes]) => element(0x30, element(0x87, bytes))),
  ]
  return new Extension('2.5.29.30', true, Uint8Array.from(element(0x30, element(0xa0, subtrees.flat()))))
}

export function isPrivateAddress(address: string): boolean {
  const list = new BlockList()
  for (const [network, length] of privateNetworks)
    list.addSubnet(network, length, isIP(network) === 4 ? 'ipv4' : 'ipv6')
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')
}

export function isWithin(name: string, domains: readonly string[]): boolean {
  return domains.some((domain) => name === domain || name.endsWith(`.${domain}`))
}

/** One value of DER: tag, length, content. */
function element(tag: number, content: readonly number[]): number[] {
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff]
  return [tag, ...length, ...content]
}

function zeros(count: number): number[] {
  return Array<number>(count).fill(0)
}

function ones(count: number): number[] {
  return Array<number>(count).fill(0xff)
}
