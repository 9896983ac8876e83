import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanFileName, contentDisposition, fileNameOf } from './file-name.ts'

test('a usual name stays as it is', () => {
  for (const name of ['Приказ № 7 от 12.04.2026.pdf', 'IMG_0412.JPG', 'Ёлка & ёж (копия).png'])
    assert.equal(cleanFileName(name), name)
})

test('a name is no path, no device, and hides or turns no text', () => {
  const cases = new Map([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\win.ini', 'win.ini'],
    ['/etc/passwd', 'passwd'],
    ['order\0.pdf.html', 'order.pdf.html'],
    ['приказ\u202Efdp.exe', 'приказfdp.exe'],
    ['при\u200Bказ\r\n.pdf', 'приказ.pdf'],
    ['CON', '_CON'],
    ['com1.pdf', '_com1.pdf'],
    ['a<b>:"|?*.pdf', 'a_b______.pdf'],
    ['...', 'файл'],
    ['', 'файл'],
    ['.htaccess', 'htaccess'],
    ['\u0065\u0301.pdf', 'é.pdf'],
    [`z${'\u0301'.repeat(40)}.pdf`, 'ź.pdf'],
  ])
  for (const [typed, expected] of cases) assert.equal(cleanFileName(typed), expected, JSON.stringify(typed))
  assert.equal(cleanFileName('ж'.repeat(4096)).length, 120)
})

test('a name ends the way its content is', () => {
  assert.equal(fileNameOf('приказ.pdf', 'pdf'), 'приказ.pdf')
  assert.equal(fileNameOf('приказ.PDF', 'pdf'), 'приказ.PDF')
  assert.equal(fileNameOf('order.pdf.html', 'pdf'), 'order.pdf.html.pdf')
  assert.equal(fileNameOf('фото.png', 'jpeg'), 'фото.png.jpg')
  assert.equal(fileNameOf('фото.jpeg', 'jpeg'), 'фото.jpeg')
})

test('a name in a header breaks neither the header nor its quotes', () => {
  const header = contentDisposition('attachment', 'При"каз; №7\r\nX-Evil: 1.pdf')
  assert.doesNotMatch(header, /[\r\n]/)
  assert.match(header, /^attachment; filename="[\w.\- ]+"; filename\*=UTF-8''[\w%.\-~]+$/)
  assert.equal(decodeURIComponent(/''(.*)$/.exec(header)?.[1] ?? ''), 'При"каз; №7\r\nX-Evil: 1.pdf')
})
