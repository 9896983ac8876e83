/** Chats that the school and its roster make: «Учительская», the two channels, two chats of each class. */
import type { ChatKind } from '#contract/chats.ts'
import { chat as chatEntity } from '#contract/chats.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { viewChat } from './store.ts'

type SystemKind = Exclude<ChatKind, 'direct'>

const schoolChats = [
  { kind: 'staffroom', name: 'Учительская', writeMode: 'all' },
  { kind: 'school-channel', name: 'Общешкольный', writeMode: 'all' },
  { kind: 'staff-channel', name: 'Сотрудники', writeMode: 'all' },
] as const

/** Makes the three chats of a school where they are not there yet. Who may write in channels is said by the table of rights. */
export async function ensureSchoolChats(ctx: Ctx<never>): Promise<void> {
  for (const one of schoolChats) {
    await ctx.tx.run`
      insert into chats.chat (id, school_id, kind, name, write_mode)
      values (${ctx.newId()}, kernel.school(), ${one.kind}, ${one.name}, ${one.writeMode})
      on conflict (school_id, kind) where kind in ('staffroom', 'school-channel', 'staff-channel') do nothing`
  }
}

/** «Учительская» carries the school's short name (row 5). */
export async function nameStaffroom(ctx: Ctx<never>, shortName: string): Promise<void> {
  await renameChat(ctx, await chatOfSchool(ctx, 'staffroom'), { name: nameOfStaffroom(shortName), tile: null })
}

export async function chatOfSchool(ctx: Ctx<never>, kind: SystemKind): Promise<string> {
  const { id } = await ctx.tx.one<{ id: string }>`
    select id from chats.chat where school_id = kernel.school() and kind = ${kind}`
  return id
}

export async function makeClassChats(ctx: Ctx<never>, classId: string, className: string): Promise<void> {
  for (const kind of ['class', 'parents'] as const) {
    await ctx.tx.run`
      insert into chats.chat (id, school_id, kind, name, tile, class_id)
      values (${ctx.newId()}, kernel.school(), ${kind}, ${nameOfClassChat(kind, className)}, ${className}, ${classId})`
  }
}

export interface ClassChats {
  readonly pupils: string
  readonly parents: string
}

export async function chatsOfClass(ctx: Ctx<never>, classId: string): Promise<ClassChats> {
  const rows = await ctx.tx.many<{ id: string; kind: ChatKind }>`
    select id, kind from chats.chat where class_id = ${classId}`
  const pupils = rows.find((row) => row.kind === 'class')
  const parents = rows.find((row) => row.kind === 'parents')
  if (!pupils || !parents) throw new Error(`The class ${classId} has no chats.`)
  return { pupils: pupils.id, parents: parents.id }
}

export async function renameClassChats(ctx: Ctx<never>, classId: string, className: string): Promise<void> {
  const found = await chatsOfClass(ctx, classId)
  await renameChat(ctx, found.pupils, { name: nameOfClassChat('class', className), tile: className })
  await renameChat(ctx, found.parents, { name: nameOfClassChat('parents', className), tile: className })
}

/** Archived: everything stays readable, nobody writes (row 31). */
export async function closeClassChats(ctx: Ctx<never>, classId: string): Promise<void> {
  const found = await chatsOfClass(ctx, classId)
  for (const chatId of [found.pupils, found.parents]) {
    await ctx.tx.run`update chats.chat set write_mode = 'nobody' where id = ${chatId}`
    ctx.live.put(`chat:${chatId}`, chatEntity, (await viewChat(ctx.tx, chatId)).json)
  }
}

export function nameOfStaffroom(shortName: string): string {
  return `Учительская · ${shortName}`
}

export function nameOfClassChat(kind: 'class' | 'parents', className: string): string {
  return `${className} · ${kind === 'class' ? 'Ученики' : 'Родители'}`
}

async function renameChat(ctx: Ctx<never>, chatId: string, to: { name: string; tile: string | null }): Promise<void> {
  await ctx.tx.run`update chats.chat set name = ${to.name}, tile = ${to.tile} where id = ${chatId}`
  ctx.live.put(`chat:${chatId}`, chatEntity, (await viewChat(ctx.tx, chatId)).json)
}
