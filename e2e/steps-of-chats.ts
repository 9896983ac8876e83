/** Steps of the story in which people talk, and lose what is no longer theirs. */
import { expect, type Page } from '@playwright/test'
import { message, openChat, row, say } from './conversation.ts'
import { look } from './look.ts'
import type { Somebody } from './people.ts'

const parents = '7Б · Родители'
const teacherName = 'Елена Сергеевна Круглова'
/** What one may no longer see is gone from an open page within this. */
const goneWithin = { timeout: 1000 }

export async function talk(teacher: Somebody, parent: Somebody, pupil: Somebody): Promise<void> {
  await openChat(parent.page, parents)
  await say(parent.page, 'А во сколько собираемся?')
  await expect(message(parent.page, 'А во сколько собираемся?')).toBeVisible()
  await look(parent.page, 'parent-in-chat')
  await openChat(teacher.page, parents)
  const question = message(teacher.page, 'А во сколько собираемся?')
  await expect(question).toContainText('мама Льва')
  await say(teacher.page, 'В восемь тридцать у школы, автобус ждать не будет')
  await expect(message(parent.page, 'В восемь тридцать')).toContainText('классный руководитель')
  await look(teacher.page, 'teacher-in-chat')
  await pupil.page.goto('/chats')
  await expect(row(pupil.page, '7Б · Ученики')).toBeVisible()
  await expect(row(pupil.page, parents), 'pupils do not see the parents’ chat').toHaveCount(0)
  await look(pupil.page, 'pupil-chats')
}

/** The class teacher takes the parent out of the chat and, by «Вернуть», back in. */
export async function leaveAndReturn(teacher: Somebody, parent: Somebody): Promise<void> {
  await openPanel(teacher.page)
  await teacher.page.getByRole('button', { name: 'Действия: Ольга Щербакова' }).click()
  await expect(teacher.page.getByRole('menuitem', { name: 'Убрать из чата' })).toBeVisible()
  await look(teacher.page, 'member-menu')
  await teacher.page.getByRole('menuitem', { name: 'Убрать из чата' }).click()
  await expect(parent.page.getByText('Этого чата у вас нет')).toBeVisible(goneWithin)
  await expect(parent.page.getByText('В восемь тридцать'), 'nothing of it stays on the page').toHaveCount(0)
  await look(parent.page, 'chat-gone')
  await teacher.page.getByRole('button', { name: 'Вернуть' }).click()
  await expect(message(parent.page, 'В восемь тридцать'), 'it comes back by itself').toBeVisible()
}

/** The administrator takes the class from its teacher, who has its chat open in one tab and its page in another. */
export async function detachCurator(admin: Somebody, teacher: Somebody): Promise<void> {
  const classPage = await teacher.context.newPage()
  await classPage.goto('/my-class')
  await expect(classPage.getByRole('heading', { level: 1, name: '7Б класс' })).toBeVisible()
  await expect(teacher.page.getByRole('region', { name: parents })).toBeVisible()
  await admin.page.goto('/school')
  await admin.page.getByRole('button', { name: 'Действия: 7Б', exact: true }).click()
  await expect(admin.page.getByRole('menuitem', { name: `Снять: ${teacherName}` })).toBeVisible()
  await look(admin.page, 'class-menu')
  await admin.page.getByRole('menuitem', { name: `Снять: ${teacherName}` }).click()
  await expect(teacher.page.getByText('Этого чата у вас нет')).toBeVisible(goneWithin)
  await expect(classPage.getByText('Щербаков'), 'the class list is gone').toHaveCount(0, goneWithin)
  // She is led to where she still may be, and the way to the class is gone.
  await expect(classPage).toHaveURL(/\/chats/)
  await expect(classPage.getByRole('link', { name: 'Мой класс' })).toHaveCount(0)
  await expect(row(teacher.page, '7Б')).toHaveCount(0)
  await look(classPage, 'class-gone')
}

async function openPanel(page: Page): Promise<void> {
  const panel = page.getByRole('complementary', { name: 'Кто здесь и почему' })
  const button = page.getByRole('button', { name: 'Кто здесь и почему', exact: true })
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click()
  await expect(panel).toBeVisible()
  await look(page, 'members')
}
