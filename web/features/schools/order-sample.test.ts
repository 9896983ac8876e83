import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import { emptyDraft } from './application-draft.ts'
import { orderDocument, orderText } from './order-sample.ts'

const draft = {
  ...emptyDraft,
  name: 'МОУ «Гимназия № 44» & <друзья>',
  surname: 'Аксёнов',
  adminName: 'Павел',
  patronymic: 'Андреевич',
  position: 'учитель информатики',
  mobile: '+7 920 555-01-44',
}

test('the sample of the order names the administrator with what is typed and leaves lines for the rest', () => {
  const lines = orderText(draft).map(({ text }) => text)
  assert.ok(lines.includes('фамилия, имя, отчество: Аксёнов Павел Андреевич'))
  assert.ok(lines.includes('номер личного мобильного телефона: +7 920 555-01-44'))
  assert.match(lines.find((line) => line.startsWith('адрес электронной почты')) ?? '', /: _+$/)
  assert.match(orderText(emptyDraft)[0]?.text ?? '', /^_+$/)
})

test('the document is a ZIP whose parts are whole and well formed', () => {
  const parts = unzip(orderDocument(draft))
  assert.deepEqual([...parts.keys()], ['[Content_Types].xml', '_rels/.rels', 'word/document.xml'])
  const text = parts.get('word/document.xml') ?? ''
  assert.ok(text.includes('МОУ «Гимназия № 44» &amp; &lt;друзья&gt;'), 'what is typed cannot break it')
  for (const part of parts.values()) assert.equal(part.match(/<[a-z]/gi)?.length, part.match(/<\/|\/>/g)?.length)
})

/** Reads the parts through the directory at the end, as programs do, and checks each sum. */
function unzip(bytes: Uint8Array): Map<string, string> {
  const view = new DataView(bytes.buffer)
  const end = bytes.length - 22
  assert.equal(view.getUint32(end, true), 0x06054b50)
  const parts = new Map<string, string>()
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    assert.equal(view.getUint32(at, true), 0x02014b50)
    const [sum, size, length] = [
      view.getUint32(at + 16, true),
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
    ]
    const start = view.getUint32(at + 42, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length))
    assert.equal(view.getUint32(start, true), 0x04034b50)
    const content = bytes.subarray(start + 30 + length, start + 30 + length + size)
    assert.equal(crc32(content), sum, name)
    parts.set(name, new TextDecoder().decode(content))
    at += 46 + length
  }
  assert.equal(at, end)
  return parts
}
