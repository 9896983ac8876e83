/** A text as a Word document (ECMA-376), for people who go on writing in it: A4, Times New Roman 14, as office papers are. */
import { zip } from './zip.ts'

export interface Paragraph {
  readonly text: string
  readonly align?: 'center' | 'both'
  readonly isBold?: boolean
}

export function wordDocument(paragraphs: readonly Paragraph[]): Uint8Array<ArrayBuffer> {
  const body = paragraphs.map(paragraph).join('')
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
