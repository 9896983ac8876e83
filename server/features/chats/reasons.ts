/** Why somebody is in a chat, in the words that all its members read. */
export const reasons = {
  roster: 'по списку класса',
  curator: 'классный руководитель',
  school: 'вся школа',
  staff: 'сотрудник школы',
  pair: 'личная переписка',
  kin: (childName: string) => `родитель: ${childName}`,
  hand: (adderName: string) => `по приглашению: ${adderName}`,
} as const
