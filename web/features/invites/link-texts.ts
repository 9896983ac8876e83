/** Words of links, for `.tsx` and logic alike. */
import type { MessageDescriptor } from '@lingui/core'
import type { LinkKind } from './asking.ts'
import type { LinkLine } from './link-line.ts'

export const kindTexts: Record<LinkKind, MessageDescriptor> = {
  administration: /*i18n*/ { id: 'invites.for.administration', message: 'Администрация' },
  teacher: /*i18n*/ { id: 'invites.for.teacher', message: 'Учителя' },
  staff: /*i18n*/ { id: 'invites.for.staff', message: 'Другие сотрудники' },
  pupil: /*i18n*/ { id: 'invites.for.pupil', message: 'Ученики класса' },
  parent: /*i18n*/ { id: 'invites.for.parent', message: 'Родители класса' },
}

export const stateTexts: Record<LinkLine['state'], MessageDescriptor> = {
  live: /*i18n*/ { id: 'invites.link.live', message: 'действует' },
  expired: /*i18n*/ { id: 'invites.link.expired', message: 'срок вышел' },
  spent: /*i18n*/ { id: 'invites.link.spent', message: 'все места заняты' },
  revoked: /*i18n*/ { id: 'invites.link.revoked', message: 'аннулирована' },
}
