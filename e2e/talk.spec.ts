/** People of one class talk: what one does the others see, and nobody sees more than the school lets them. */
import { expect, test } from '@playwright/test'
import { answerTo } from './answers.ts'
import { chatList, choose, field, message, openChat, openMenu, row, say, unreadOf } from './conversation.ts'
import { look } from './look.ts'
import { names, openSmallSchool, type SmallSchool } from './small-school.ts'

const parents = '7Б · Родители'
const pupils = '7Б · Ученики'
const staffroom = 'Учительская'
let here: SmallSchool

test.describe.configure({ timeout: 120_000 })
test.skip(({ isMobile }) => isMobile, 'the phone has its own: talk-on-phone.spec.ts')
test.beforeAll(async ({ browser }) => {
  here = await openSmallSchool(browser)
})
test.afterAll(() => here.close())
test.afterEach(async () => {
  here.expectQuiet()
  await here.goHome()
})

test('a new message counts until it is read, in list, title and line; then the author sees two ticks', async () => {
  const teacher = await here.enter('teacher')
  const parent = await here.enter('parent')
  await expect(row(parent.page, parents)).toBeVisible()
  await openChat(teacher.page, parents)
  await say(teacher.page, 'Собрание в четверг в 18:30')
  await say(teacher.page, 'Кабинет 214')
  const own = message(teacher.page, 'Кабинет 214')
  await expect(own.getByRole('img', { name: 'отправлено' })).toBeVisible()
  await expect(unreadOf(parent.page, parents)).toHaveText('2')
  await expect(parent.page).toHaveTitle('(2) Перемена')
  await expect(row(parent.page, parents)).toContainText('Елена Сергеевна: Кабинет 214')
  await openChat(parent.page, parents)
  await expect(parent.page.getByText('Новые сообщения', { exact: true })).toBeVisible()
  await expect(parent.page).toHaveTitle('Перемена')
  await expect(unreadOf(parent.page, parents)).toBeHidden()
  await expect(own.getByRole('img', { name: 'прочитано' })).toBeVisible()
  await expect(unreadOf(teacher.page, parents), 'one’s own message is not news').toBeHidden()
})

test('a message is changed, answered, copied; what is deleted leaves a line and no trace of its text', async () => {
  const teacher = await here.enter('teacher')
  const parent = await here.enter('parent')
  await openChat(teacher.page, parents)
  await openChat(parent.page, parents)
  await say(teacher.page, 'Принесите дневники во вторник')
  await choose(teacher.page, 'Принесите дневники во вторник', 'Изменить')
  await expect(teacher.page.getByText('Изменение сообщения')).toBeVisible()
  await field(teacher.page).fill('Принесите дневники в среду')
  await teacher.page.keyboard.press('Enter')
  await expect(message(parent.page, 'Принесите дневники в среду').getByText('изменено')).toBeVisible()
  await expect(parent.page.getByText('во вторник')).toHaveCount(0)

  await choose(parent.page, 'Принесите дневники в среду', 'Скопировать')
  await expect.poll(() => parent.page.evaluate(() => navigator.clipboard.readText())).toBe('Принесите дневники в среду')
  await choose(parent.page, 'Принесите дневники в среду', 'Ответить')
  await say(parent.page, 'Хорошо, принесём')
  const answer = message(teacher.page, 'Хорошо, принесём')
  await expect(answer.getByRole('button', { name: /Принесите дневники в среду/ })).toContainText(names.teacher)

  await openMenu(parent.page, 'Принесите дневники в среду')
  await expect(parent.page.getByRole('menuitem', { name: 'Удалить у всех' }), 'not another’s').toHaveCount(0)
  await expect(parent.page.getByRole('menuitem', { name: 'Скрыть от всех' })).toHaveCount(0)
  await parent.page.keyboard.press('Escape')
  await choose(teacher.page, 'Принесите дневники в среду', 'Удалить у всех')
  await expect(message(parent.page, 'Сообщение удалено')).toBeVisible()
  await expect(parent.page.getByText('Принесите дневники')).toHaveCount(0)
  await message(parent.page, 'Сообщение удалено').click({ button: 'right' })
  await expect(parent.page.getByRole('menu')).toHaveCount(0)
})

test('the administrator of the chat hides a message: nobody reads it any more', async () => {
  const teacher = await here.enter('teacher')
  const parent = await here.enter('parent')
  await openChat(teacher.page, parents)
  await openChat(parent.page, parents)
  await say(parent.page, 'Продам гараж')
  await choose(teacher.page, 'Продам гараж', 'Скрыть от всех')
  await expect(message(parent.page, 'Сообщение скрыто администратором чата')).toBeVisible()
  await expect(parent.page.getByText('Продам гараж')).toHaveCount(0)
  await expect(teacher.page.getByText('Продам гараж')).toHaveCount(0)
})

test('web addresses become links of their own text, other schemes stay words', async () => {
  const teacher = await here.enter('teacher')
  await openChat(teacher.page, parents)
  await say(teacher.page, 'Расписание: https://school44.example.ru/plan?a=1&b=<i>, и **важно** javascript:alert(1)')
  const sent = message(teacher.page, 'Расписание:')
  const link = sent.getByRole('link')
  await expect(link).toHaveCount(1)
  await expect(link).toHaveAttribute('href', 'https://school44.example.ru/plan?a=1&b=')
  await expect(link).toHaveAttribute('rel', /noopener/)
  expect(await link.evaluate((one) => [...one.childNodes].map((node) => node.nodeType))).toEqual([3])
  await expect(sent.locator('strong')).toHaveText('важно')
  await expect(sent.locator('i')).toHaveCount(0)
  await expect(sent).toContainText('<i>')
})

test('days stand between messages by the clock of the school, wherever the reader is', async () => {
  await here.write('class', 'pupil', ['Кто сделал алгебру?'], '2026-03-05T20:59:00Z')
  await here.write('class', 'pupil', ['Никто?'], '2026-03-05T21:01:00Z')
  const pupil = await here.enter('classmate', { timezoneId: 'Asia/Kamchatka' })
  await openChat(pupil.page, pupils)
  await expect(pupil.page.getByText(/^Четверг, 5 марта|^5 марта/)).toBeVisible()
  await expect(pupil.page.getByText(/^Пятница, 6 марта|^6 марта/)).toBeVisible()
  await expect(message(pupil.page, 'Кто сделал алгебру?').getByText('23:59')).toBeVisible()
  await expect(message(pupil.page, 'Никто?').getByText('00:01')).toBeVisible()
  await say(pupil.page, 'Я сделала')
  await expect(pupil.page.getByText('Сегодня', { exact: true })).toBeVisible()
})

test('far from the end a button counts what came and leads there', async () => {
  const many = Array.from({ length: 120 }, (_, at) => `Строка ${at + 1}`)
  await here.write('staff-channel', 'colleague', many, '2026-02-01T06:00:00Z')
  const teacher = await here.enter('deputy')
  const colleague = await here.enter('colleague')
  await openChat(teacher.page, 'Сотрудники')
  const newest = teacher.page.getByRole('button', { name: 'К последним сообщениям' })
  await expect(newest, 'what is unread begins above').toBeVisible()
  await newest.click()
  await expect(message(teacher.page, /Строка 120/)).toBeInViewport()
  await expect(newest).toBeHidden()
  await teacher.page.getByRole('log').press('PageUp')
  await teacher.page.getByRole('log').press('PageUp')
  await expect(newest).toBeVisible()
  await openChat(colleague.page, staffroom)
  await here.say('admin', 'staff-channel', 'Педсовет переносится')
  await expect(newest).toContainText('1')
  await newest.click()
  await expect(message(teacher.page, 'Педсовет переносится')).toBeInViewport()
})

test('«печатает» is shown among staff and never where children or parents are', async () => {
  const teacher = await here.enter('teacher')
  const colleague = await here.enter('colleague')
  const parent = await here.enter('parent')
  await openChat(teacher.page, staffroom)
  await openChat(colleague.page, staffroom)
  await field(teacher.page).pressSequentially('Ко')
  await expect(colleague.page.getByText('Елена Сергеевна печатает…')).toBeVisible()
  await say(teacher.page, 'Коллеги, журналы до пятницы')
  await expect(message(colleague.page, 'Коллеги, журналы')).toBeVisible()
  await expect(colleague.page.getByText('Елена Сергеевна печатает…')).toBeHidden()

  const heard: string[] = []
  parent.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))))
  await parent.page.reload()
  await openChat(parent.page, parents)
  await openChat(teacher.page, parents)
  await field(teacher.page).pressSequentially('Дорогие ро')
  await say(teacher.page, 'Дорогие родители!')
  await expect(message(parent.page, 'Дорогие родители!')).toBeVisible()
  expect(heard.length).toBeGreaterThan(0)
  expect(heard.filter((frame) => frame.includes('"typing"'))).toEqual([])
})

test('what was begun is kept: text and answer are there after a reload, and the list says so', async () => {
  await here.say('teacher', 'parents', 'Кто поможет с гирляндами?')
  const { page } = await here.enter('parent')
  await openChat(page, parents)
  await choose(page, 'Кто поможет с гирляндами?', 'Ответить')
  await field(page).fill('Могу в субботу с ут')
  await page.reload()
  await expect(field(page)).toHaveValue('Могу в субботу с ут')
  await expect(page.getByRole('button', { name: /гирляндами/ }).last()).toBeVisible()
  await expect(row(page, parents)).toContainText('Черновик: Могу в субботу с ут')
  await say(page, 'Могу в субботу с утра')
  await expect(message(page, 'Могу в субботу с утра').getByRole('button', { name: /гирляндами/ })).toBeVisible()
  await page.reload()
  await expect(field(page)).toHaveValue('')
})

test('who may write is said at once to everybody who has the chat open', async () => {
  const teacher = await here.enter('teacher')
  const parent = await here.enter('parent')
  await openChat(teacher.page, parents)
  await openChat(parent.page, parents)
  const setMode = async (...choices: string[]): Promise<void> => {
    await teacher.page.getByRole('button', { name: 'Кто может писать' }).click()
    const dialog = teacher.page.getByRole('dialog')
    for (const choice of choices) await dialog.getByText(choice).first().click()
    if (choices.length > 1) await look(teacher.page, 'write-mode')
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await expect(dialog).toBeHidden()
  }
  await setMode('Только сотрудники школы')
  await expect(parent.page.getByText('Здесь пишут сотрудники школы, остальные читают.')).toBeVisible()
  await expect(field(parent.page)).toBeHidden()
  await expect(field(teacher.page), 'its administrator still writes').toBeVisible()
  await setMode('Все участники', 'До ')
  await expect(parent.page.getByText(/^Чат закрыт до .* Читать можно\.$/)).toBeVisible()
  await look(parent.page, 'chat-closed')
  await setMode('Не закрывать')
  await expect(field(parent.page)).toBeVisible()
})

test('who is removed from a chat loses it in the open browser within a second', async () => {
  const teacher = await here.enter('teacher')
  const neighbour = await here.enter('neighbour')
  await openChat(neighbour.page, parents)
  await openChat(teacher.page, parents)
  const panel = teacher.page.getByRole('complementary', { name: 'Кто здесь и почему' })
  const shows = teacher.page.getByRole('button', { name: 'Кто здесь и почему' })
  if ((await shows.getAttribute('aria-pressed')) === 'false') await shows.click()
  await expect(panel.getByText('мама Марии').first()).toBeVisible()
  await look(teacher.page, 'who-is-here')
  await panel.getByRole('button', { name: `Действия: ${names.neighbour}` }).click()
  const removed = answerTo(teacher.page, 'chats.removeMember')
  await teacher.page.getByRole('menuitem', { name: 'Убрать из чата' }).click()
  await removed
  await expect
    .poll(() => neighbour.page.getByText('Этого чата у вас нет').isVisible(), { timeout: 1000, intervals: [50] })
    .toBe(true)
  await expect(row(neighbour.page, parents)).toHaveCount(0)
  await look(neighbour.page, 'chat-gone')
  await teacher.page.getByRole('button', { name: 'Вернуть' }).click()
  await expect(field(neighbour.page), 'the roster puts her there, so she may come back').toBeVisible()
})

test('a class teacher who is detached loses the chats of the class within a second', async () => {
  const admin = await here.enter('admin', { path: '/school' })
  const teacher = await here.enter('teacher')
  await openChat(teacher.page, pupils)
  await admin.page.getByRole('button', { name: 'Действия: 7Б' }).click()
  const detached = answerTo(admin.page, 'classes.removeCurator')
  await admin.page.getByRole('menuitem', { name: `Снять: ${names.teacher}` }).click()
  await detached
  await expect
    .poll(() => teacher.page.getByText('Этого чата у вас нет').isVisible(), { timeout: 1000, intervals: [50] })
    .toBe(true)
  await expect(row(teacher.page, '7Б ·')).toHaveCount(0)
  await here.school.assign(here.classId, here.people.teacher)
})

test('grown-ups write to each other by the table of pairs, and children to nobody', async () => {
  const parent = await here.enter('parent')
  const teacher = await here.enter('teacher')
  await expect(row(teacher.page, staffroom)).toBeVisible()
  await parent.page.getByRole('button', { name: 'Новое сообщение' }).click()
  const dialog = parent.page.getByRole('dialog', { name: 'Новое сообщение' })
  const offered = dialog.getByRole('button').filter({ hasNotText: 'Закрыть' }).locator('bdi:first-child')
  await expect(offered).toHaveText([names.admin, names.teacher, names.deputy])
  await look(parent.page, 'new-direct')
  await dialog.getByLabel('Кому').fill('кругл')
  await expect(offered).toHaveText([names.teacher])
  await dialog.getByText(names.teacher).click()
  await expect(dialog).toBeHidden()
  await say(parent.page, 'Лев завтра у врача')
  await openChat(teacher.page, names.parent)
  await expect(message(teacher.page, 'Лев завтра у врача')).toBeVisible()
  await expect(chatList(teacher.page).getByRole('heading', { name: 'Личные' })).toBeVisible()
  await look(teacher.page, 'direct-chat')

  await teacher.page.getByRole('button', { name: 'Новое сообщение' }).click()
  const toTeacher = teacher.page.getByRole('dialog').locator('button bdi:first-child')
  await expect(toTeacher, 'of the parents only those of the own class').toHaveText(
    [names.admin, names.colleague, names.neighbour, names.deputy, names.parent].toSorted(bySurname),
  )
  const pupil = await here.enter('pupil')
  await expect(row(pupil.page, pupils)).toBeVisible()
  await expect(pupil.page.getByRole('button', { name: 'Новое сообщение' })).toHaveCount(0)
})

test('signing out elsewhere ends the other browser', async () => {
  const [mine, other] = [await here.enter('colleague', { path: '/more' }), await here.enter('colleague')]
  await openChat(other.page, staffroom)
  await mine.page.reload()
  const ended = answerTo(mine.page, 'accounts.endOtherSessions')
  await mine.page.getByRole('button', { name: 'Выйти на других устройствах' }).click()
  await ended
  await expect.poll(() => field(other.page).isVisible(), { timeout: 1000, intervals: [50] }).toBe(false)
  await expect(other.page.getByRole('heading', { name: /Вход|Войти/ })).toBeVisible()
  await expect(other.page.getByText(staffroom)).toHaveCount(0)
  await expect(mine.page.getByText('это устройство')).toBeVisible()
})

function bySurname(one: string, other: string): number {
  return one.split(' ').at(-1)!.localeCompare(other.split(' ').at(-1)!, 'ru')
}
