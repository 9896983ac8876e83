import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { plainPdf } from '#server/testing/orders.ts'
import { checkContent } from './check-content.ts'
import { Pool } from './pool.ts'

const photo = () => sharp({ create: { width: 64, height: 48, channels: 3, background: '#7c5' } })
const canary = 'КАНАРЕЙКА-56.8587-35.9176'

/** A sound PNG of two colours: a few kilobytes that unfold to this many points. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const typed = Buffer.concat([Buffer.from(type, 'latin1'), body])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(body.length, 0)
    ends.writeUInt32BE(crc32(typed), 4)
    return Buffer.concat([ends.subarray(0, 4), typed, ends.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

test('a PDF, a JPEG and a PNG are taken for what they are', async () => {
  const files = [
    ['pdf', plainPdf(), 'application/pdf'],
    ['jpeg', await photo().jpeg().toBuffer(), 'image/jpeg'],
    ['png', await photo().png().toBuffer(), 'image/png'],
  ] as const
  for (const [kind, bytes, type] of files) {
    assert.equal((await checkContent(bytes, null))?.kind, kind)
    assert.equal((await checkContent(bytes, type))?.kind, kind)
    assert.equal(await checkContent(bytes, 'text/html'), null)
  }
})

test('a PDF stays byte for byte what the director signed', async () => {
  assert.deepEqual((await checkContent(plainPdf(), null))?.bytes, plainPdf())
})

test('pages, drawings, archives, programs, texts and other pictures are refused', async () => {
  const wrong: [string, Buffer][] = [
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('Приказываю назначить')],
    ['html', Buffer.from('<!doctype html><script>alert(1)</script>')],
    [
      'xhtml',
      Buffer.from('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'),
    ],
    ['svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['zip', Buffer.from('PK\u0003\u0004'.padEnd(60, '\0'), 'latin1')],
    ['exe', Buffer.from('MZ'.padEnd(120, '\0'), 'latin1')],
    ['elf', Buffer.from('\u007fELF'.padEnd(120, '\0'), 'latin1')],
    ['gif', await photo().gif().toBuffer()],
    ['webp', await photo().webp().toBuffer()],
    ['tiff', await photo().tiff().toBuffer()],
    ['avif', await photo().avif({ effort: 0 }).toBuffer()],
  ]
  for (const [name, bytes] of wrong) assert.equal(await checkContent(bytes, null), null, name)
})

test('a PDF that is also something else, is encrypted, broken, or carries programs or files, is refused', async () => {
  const pdf = plainPdf()
  const wrong: [string, Buffer][] = [
    ['page before it', Buffer.concat([Buffer.from('<html><script>alert(1)</script><!--'), pdf])],
    ['page behind it', Buffer.concat([pdf, Buffer.from('<script>alert(1)</script>')])],
    ['page within', plainPdf('/Title (<HTML><body onload=alert(1)>)')],
    ['archive behind it', Buffer.concat([pdf, Buffer.from('PK\u0005\u0006'.padEnd(22, '\0'), 'latin1')])],
    ['encrypted', plainPdf('/Encrypt 9 0 R')],
    ['script', plainPdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>')],
    ['short script', plainPdf('/AA << /O << /S /Named /JS(app.alert(1)) >> >>')],
    ['program', plainPdf('/OpenAction << /S /Launch /F (cmd.exe) >>')],
    ['file', plainPdf('/Names << /EmbeddedFiles 8 0 R >> /EF << /F 9 0 R >> /Type /EmbeddedFile')],
    ['cut off', pdf.subarray(0, pdf.length - 20)],
    ['header only', Buffer.from('%PDF-1.7\n')],
  ]
  for (const [name, bytes] of wrong) assert.equal(await checkContent(bytes, null), null, name)
  assert.ok(await checkContent(plainPdf('/Title (JSTOR /JSTOR)'), null), 'a word that only begins like a script')
})

test('a picture loses place, camera and comments, and is turned the way it was held', async () => {
  const withPlace = await photo()
    .withExif({ IFD0: { Copyright: canary }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '56/1 51/1 31/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  assert.ok((await sharp(withPlace).metadata()).exif, 'the picture of this test carries a place')
  const checked = await checkContent(withPlace, null)
  const left = await sharp(checked?.bytes).metadata()
  assert.deepEqual([left.exif, left.xmp, left.iptc, left.orientation], [undefined, undefined, undefined, undefined])
  assert.deepEqual([left.width, left.height], [48, 64])
  assert.ok(!checked?.bytes.includes('GPS') && !checked?.bytes.includes(Buffer.from(canary)))
})

test('what hangs behind or within a picture does not survive', async () => {
  const tails = ['<script>alert(1)</script>', '<?php system($_GET[0]) ?>', 'PK\u0005\u0006']
  for (const make of [photo().jpeg(), photo().png()]) {
    const bytes = await make.toBuffer()
    for (const tail of tails) {
      const checked = await checkContent(Buffer.concat([bytes, Buffer.from(tail, 'latin1')]), null)
      assert.ok(checked && !checked.bytes.includes(Buffer.from(tail, 'latin1')), tail)
    }
  }
})

test('a picture of more than 40 million points is refused before it is decoded, one of fewer is taken', async () => {
  assert.ok(await checkContent(pngOf(4000, 1000), null))
  const bombs = [pngOf(16_000, 16_000), pngOf(40_001, 1000), pngOf(1000, 40_001)]
  const before = process.memoryUsage().rss
  for (const bomb of bombs) assert.equal(await checkContent(bomb, null), null)
  const grown = process.memoryUsage().rss - before
  assert.ok(grown < 64 * 1024 * 1024, `${grown} bytes`)
})

test('a broken picture is refused', async () => {
  const jpeg = await photo().jpeg().toBuffer()
  assert.equal(await checkContent(jpeg.subarray(0, jpeg.length / 2), null), null)
  assert.equal(await checkContent(pngOf(64, 64).subarray(0, 50), null), null)
})

test('a pool lets two at once work and takes the others in order, failing ones too', async () => {
  const pool = new Pool(2)
  let working = 0
  let most = 0
  const order: number[] = []
  const work = (n: number) =>
    pool.run(async () => {
      working += 1
      most = Math.max(most, working)
      order.push(n)
      await new Promise(setImmediate)
      working -= 1
      if (n % 3 === 0) throw new Error('failed')
    })
  const done = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => work(n)))
  assert.equal(most, 2)
  assert.deepEqual(
    order,
    [...order].sort((a, b) => a - b),
  )
  assert.equal(done.filter(({ status }) => status === 'rejected').length, 4)
})
