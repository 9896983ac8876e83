/**
 * The sample of the director's order as a Word document, with what is typed already in its places. The regulations of
 * schools ask that the order names the administrator with position, e-mail and mobile (paragraph 2.1 of both).
 */
import type { ApplicationDraft } from './application-draft.ts'
import { type Paragraph, wordDocument } from './word-document.ts'

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
  return wordDocument(orderText(draft))
}
