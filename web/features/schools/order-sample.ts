/**
 * The sample of the director's order as a Word document, with what is typed already in its places. The regulations of
 * schools ask that the order names the administrator with position, e-mail and mobile (paragraph 2.1 of both).
 */
import type { ApplicationDraft } from './application-draft.ts'
import { zip } from './zip.ts'

interface Paragraph {
  readonly text: string
  readonly align?: 'center' | 'both'
  readonly isBold?: boolean
}

const blank = '____________________________________'

export function orderText(draft: ApplicationDraft): Paragraph[] {
  const person = [draft.surname, draft.adminName, draft.patronymic].map((word) => word.trim()).filter(Boolean)
  const line = (name: string, value: string): Paragraph => ({ text: `${name}: ${value.trim() || blank}` })
  const words = (text: string): Paragraph => ({ text, align: 'both' })
  const title = (text: string): Paragraph => ({ text, align: 'center', isBold: true })
  return [
    title(draft.name.trim() || `${blank}${blank}`),
    { text: draft.name.trim() === '' ? '(полное название образовательной организации)' : '', align: 'center' },
    title('ПРИКАЗ'),
    { text: '«___» ______________ 20___ г.                                                            № ________' },
    title('О назначении администратора'),
    words('В целях организации работы школы в информационно-коммуникационной платформе «Перемена» приказываю:'),
    words('1. Назначить администратором школы в «Перемене»:'),
    line('фамилия, имя, отчество', person.join(' ')),
    line('должность', draft.position),
    line('адрес электронной почты', draft.email),
    line('номер личного мобильного телефона', draft.mobile),
    words(
      '2. Администратору подать заявку на регистрацию школы с приложением настоящего приказа, создать классы и передать ссылки-приглашения сотрудникам, ученикам и родителям.',
    ),
    words('3. Контроль за исполнением настоящего приказа оставляю за собой.'),
    { text: '' },
    { text: 'Директор   __________________   /______________________/' },
    { text: '                      (подпись, печать)' },
    { text: '' },
    { text: 'С приказом ознакомлен(а)   __________________   «___» ______________ 20___ г.' },
  ]
}

export function orderDocument(draft: ApplicationDraft): Uint8Array<ArrayBuffer> {
  const body = orderText(draft).map(paragraph).join('')
  return zip([
    { name: '[Content_Types].xml', text: contentTypes },
    { name: '_rels/.rels', text: relations },
    {
      name: 'word/document.xml',
      text: `${head}<w:document xmlns:w="${word}"><w:body>${body}${page}</w:body></w:document>`,
    },
  ])
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const contentTypes = `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const relations = `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
/** A4 with the margins of Russian office papers, in twentieths of a point. */
const page =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"/></w:sectPr>'

function paragraph({ text, align = 'both', isBold }: Paragraph): string {
  const font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
  const look = `<w:rPr>${font}${isBold ? '<w:b/>' : ''}<w:sz w:val="28"/></w:rPr>`
  return `<w:p><w:pPr><w:spacing w:after="160"/><w:jc w:val="${align === 'center' ? 'center' : 'left'}"/></w:pPr><w:r>${look}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'))
}
