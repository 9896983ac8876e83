/** Whatever people write, and whatever they are called, is shown as text: nothing runs, nothing breaks the page. */
import { expect, type Page, test } from '@playwright/test'
import type { Somebody as Known } from '#server/testing/school.ts'
import { choose, field, message, openChat, openMenu, say } from './conversation.ts'
import { look } from './look.ts'
import { openSmallSchool, type SmallSchool } from './small-school.ts'

const parents = '7Б · Родители'
const run = 'globalThis.broken=1;alert(1)'
const rightToLeft = '\u202E'
/** By what each is found again, and what it says. */
const texts = {
  script: `раз <script>${run}</script>`,
  image: `два <img src=x onerror="${run}">`,
  svg: `три "><svg/onload=${run}>`,
  sql: `четыре '); drop table chats.message; --`,
  template: `пять {{constructor.constructor("${run}")()}} \${${run}}`,
  link: `шесть [тут](javascript:${run}) javascript:${run} data:text/html,<script>${run}</script>`,
  frame: `семь <iframe srcdoc="<script>parent.${run}</script>"></iframe><a href="javascript:${run}">тут</a>`,
  marks: `восемь **<b onmouseover=${run}>жирно</b>** \`<i>код</i>\``,
  directions: `девять ${rightToLeft}строка\u2067 назад \u2066и вперёд`,
  nothing: `десять\u200B\u200D\u2060\uFEFF нулевой ширины`,
  diacritics: `одиннадцать и${'\u0301\u0489'.repeat(300)} конец`,
  word: `двенадцать ${'Ж'.repeat(1500)}`,
  emoji: `тринадцать ${'👨‍👩‍👧‍👦🏳️‍🌈👍🏿'.repeat(60)}`,
  address: `четырнадцать https://example.ru/${'a'.repeat(900)}?${'b=&'.repeat(100)}`,
  code: `пятнадцать\n\`\`\`\n${'x'.repeat(800)}\n\`\`\``,
  hebrew: 'שש עשרה שלום עולם مرحبا بالعالم',
} as const
let here: SmallSchool
let strange: Known

test.describe.configure({ timeout: 120_000 })
test.beforeAll(async ({ browser }) => {
  here = await openSmallSchool(browser)
  strange = await settleStrangers(here)
})
test.afterAll(() => here.close())
test.afterEach(async () => {
  here.expectQuiet()
  await here.goHome()
})

test('hostile messages are read as they were written, in bubble, list, quote and draft', async ({ isMobile }) => {
  const { page } = await watched('teacher')
  const reader = await watched('parent')
  await openChat(reader.page, parents)
  await openChat(page, parents)
  for (const text of Object.values(texts)) {
    await say(page, text)
    await expectShownAsText(reader.page, text)
    await expectSound(reader.page)
    // With both side by side the list shows what was said last.
    if (!isMobile) await expect(reader.page.locator('[data-chat]').filter({ hasText: firstWord(text) })).toBeVisible()
  }
  // Near the end again: rows far from it are not drawn.
  for (const text of [texts.marks, texts.frame]) await say(page, text)
  await choose(reader.page, /^семь/, 'Ответить')
  await expect(reader.page.getByRole('button', { name: /семь <iframe/ }).last()).toBeVisible()
  await field(reader.page).fill(texts.word)
  await expectSound(reader.page)
  await say(reader.page, texts.image)
  const answer = message(page, 'два <img').last()
  await expect(answer.getByRole('button', { name: /семь <iframe/ })).toBeVisible()
  await openMenu(page, /^восемь/)
  await page.getByRole('menuitem', { name: 'Изменить' }).click()
  await expect(field(page)).toHaveValue(texts.marks)
  await expectSound(page)
  await look(page, 'hostile-texts')
  await expectSound(page)
})

test('hostile names stay names, and what the school says of a person stands outside of them', async () => {
  await here.write('parents', strange, ['Здравствуйте'], '2026-03-05T09:00:00Z')
  const { page } = await watched('teacher')
  await openChat(page, parents)
  const said = message(page, 'Здравствуйте')
  await expect(said).toContainText('<b>Жук</b>')
  await expectSound(page)
  const panel = page.getByRole('complementary', { name: 'Кто здесь и почему' })
  const shows = page.getByRole('button', { name: 'Кто здесь и почему', exact: true })
  if ((await shows.getAttribute('aria-pressed')) === 'false') await shows.click()
  await expect(panel.getByText('<b>Жук</b>')).toBeVisible()
  const isApart = await said
    .locator('bdi')
    .evaluateAll((parts) => parts.every((part) => getComputedStyle(part).unicodeBidi.includes('isolate')))
  expect(isApart, 'a name turns only itself around').toBe(true)
  await expectSound(page)
  await look(page, 'hostile-names')
  await expectSound(page)
})

test('hostile words in a search find nothing and do nothing', async ({ isMobile }) => {
  test.skip(isMobile, 'the palette is a thing of keyboards')
  const { page } = await watched('teacher')
  await expect(page.locator('[data-chat]').first()).toBeVisible()
  await page.keyboard.press('Control+K')
  const search = page.getByRole('dialog').getByRole('textbox').or(page.getByRole('dialog').getByRole('combobox'))
  for (const text of [texts.script, texts.sql, '%', '\\', '(((((', rightToLeft, 'Ж'.repeat(500)]) {
    await search.first().fill(text)
    await expectSound(page)
  }
  await search.first().fill('родители')
  await expect(page.getByRole('dialog').getByText(parents)).toBeVisible()
  await expectSound(page)
})

/** Somebody of the school whose browser refuses to be talked into anything. */
async function watched(who: 'teacher' | 'parent') {
  const somebody = await here.enter(who)
  somebody.page.on('dialog', (dialog) => {
    void dialog.dismiss()
    throw new Error(`Something ran: ${dialog.message()}`)
  })
  return somebody
}

/** Nothing ran, nothing sticks out of the page or of its place. */
async function expectSound(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const { documentElement: root } = document
    const wide = [...document.querySelectorAll<HTMLElement>('[role=log], aside, nav, header, [role=dialog]')].filter(
      (part) => part.scrollWidth > part.clientWidth + 1,
    )
    const log = document.querySelector('[role=log]')?.getBoundingClientRect()
    const out = [...document.querySelectorAll('[data-message] > div')].filter((bubble) => {
      const { left, right } = bubble.getBoundingClientRect()
      return log !== undefined && (left < log.left - 1 || right > log.right + 1)
    })
    return {
      broken: (globalThis as unknown as { broken?: unknown }).broken ?? null,
      isTooWide: root.scrollWidth > root.clientWidth,
      wide: wide.map((part) => part.outerHTML.slice(0, 120)),
      out: out.map((bubble) => bubble.textContent?.slice(0, 40)),
    }
  })
  expect(found).toEqual({ broken: null, isTooWide: false, wide: [], out: [] })
}

/** Bubbles hold text and the few marks that are ours; every character of a plain message is there. */
async function expectShownAsText(page: Page, text: string): Promise<void> {
  const body = message(page, firstWord(text)).last().locator('bdi.whitespace-pre-wrap')
  await expect(body).toBeInViewport()
  const parts = await body
    .locator('*')
    .evaluateAll((inner) =>
      inner.map((part) => (part instanceof HTMLAnchorElement ? `link ${part.protocol}` : part.tagName)),
    )
  const ours = ['link https:', 'CODE', 'EM', 'STRONG']
  expect(parts.filter((part) => !ours.includes(part))).toEqual([])
  const shown = (await body.textContent()) ?? ''
  if (text === texts.diacritics) expect(shown.length, 'a heap of marks on one letter is cut').toBeLessThan(60)
  else if (text !== texts.marks && text !== texts.code) expect(shown).toBe(text)
}

function firstWord(text: string): string {
  return /^[а-яё]+|^\S+/.exec(text)![0]
}

/** People with names that no form of ours would take, and one whose name no bubble can hold. */
async function settleStrangers({ school, people }: SmallSchool): Promise<Known> {
  await school.addParent(people.pupil, { surname: 'Щ'.repeat(100), name: 'Ю'.repeat(100), patronymic: null })
  await school.addParent(people.pupil, {
    surname: `<img src=x onerror="${run}">`,
    name: `${rightToLeft}Анна\u200B`,
    patronymic: null,
  })
  return school.addParent(people.classmate, {
    surname: '<b>Жук</b>',
    name: `<script>${run}</script>`,
    patronymic: null,
  })
}
