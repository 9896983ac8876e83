/** Ends of chats told word for word: the ones that the pictures of the product show. */
import { clockOf, dayOf, instantOf, schoolDayBefore, schoolDayFrom, spokenDate, spokenWeekday } from './calendar.ts'
import type { Utterance } from './conversation.ts'
import type { ExampleChat, ExamplePerson } from './school.ts'

interface Place {
  readonly chat: ExampleChat
  readonly members: readonly ExamplePerson[]
  readonly className: string
}

/** Days before the last morning, «09:31», surname of the speaker, text, index of the line that it answers. */
type Told = readonly [back: number, clock: string, surname: string, text: string, answers?: number]

export function shownTalk(town: { readonly now: number }, place: Place): Utterance[] {
  const told = tell(town.now, place)
  const said: Utterance[] = []
  for (const [back, clock, surname, text, answers] of told) {
    const author = place.members.find((one) => one.surname === surname)
    if (!author) return []
    const answered = answers === undefined ? null : (said[answers] ?? null)
    said.push({ author, text, at: instantAt(town.now, back, clock), answers: answered })
  }
  return said
}

function tell(now: number, { chat, members, className }: Place): readonly Told[] {
  if (chat.kind === 'parents' && className === '7Б') return parents7b(now)
  if (chat.kind === 'class' && className === '7Б') return pupils7b
  if (chat.kind === 'parents' && className === '3А') return parents3a(members)
  if (chat.kind === 'staffroom') return staffroom
  if (chat.kind === 'school-channel') return school(now)
  if (chat.kind === 'direct') return direct.find((lines) => isBetween(lines, members)) ?? []
  return []
}

/** The last school morning that is over by 9:45. */
function lastMorning(now: number): number {
  const today = dayOf(now)
  return schoolDayBefore(clockOf(now) >= 9 * 60 + 45 ? today : today - 1)
}

function instantAt(now: number, back: number, clock: string): number {
  let day = lastMorning(now)
  for (let i = 0; i < back; i += 1) day = schoolDayBefore(day - 1)
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return instantOf(day, hours * 60 + minutes)
}

function parents7b(now: number): readonly Told[] {
  let friday = lastMorning(now) + 4
  while (spokenWeekday(friday, 'is') !== 'пятница') friday += 1
  const days = `пятница, ${spokenDate(friday)}, или суббота, ${spokenDate(friday + 1)}`
  return [
    [1, '16:40', 'Круглова', 'Завтра фотограф. Форма парадная, сменка обязательна.'],
    [1, '16:52', 'Синицын', 'Маша уже выбирает банты. Портреты тоже будут или только общая?'],
    [1, '16:55', 'Круглова', 'И портреты, и общая на крыльце. Куртки снимем на минуту.', 1],
    [1, '17:10', 'Козлова', 'Никите рубашку гладим, спасибо!'],
    [1, '20:14', 'Щербакова', 'А младшие братья и сёстры могут прийти?', 0],
    [1, '20:18', 'Круглова', 'Конечно, приводите к 13:30, сниму всех Щербаковых вместе.', 4],
    [1, '20:19', 'Щербакова', 'Спасибо! Миша будет счастлив.'],
    [0, '08:05', 'Воронцова-Дашкова', 'Доброе утро! Аглая с температурой, сегодня дома. Фотограф пусть не ждёт.'],
    [0, '08:07', 'Круглова', 'Выздоравливайте! Пересниму её на той неделе, место в альбоме держим.', 7],
    [0, '09:05', 'Круглова', `Экскурсия в планетарий. Какой день удобнее: ${days}?`],
    [0, '09:07', 'Бикбулатова', 'Нам пятница, в субботу музыкалка.', 9],
    [0, '09:08', 'Ёлкин', 'Любой. Матвей готов лететь хоть сегодня.'],
    [0, '09:09', 'Мельникова-Дорошенко', 'Пятница! Тимофей до сих пор помнит прошлый раз.'],
    [0, '09:11', 'Гаврилова', 'Мы за пятницу, бабушка сможет проводить до автобуса.'],
    [
      0,
      '09:18',
      'Круглова',
      'Тогда пятница. Автобус подадут ко второму входу. Проверьте, пожалуйста, номера страховых полисов и пришлите мне лично.',
    ],
    [0, '09:27', 'Синицын', 'Мы едем! Если нужен второй взрослый, могу помочь.'],
    [0, '09:27', 'Синицын', 'Полис отправил вам лично.'],
    [0, '09:31', 'Щербакова', 'А во сколько собираемся?'],
  ]
}

const pupils7b: readonly Told[] = [
  [1, '15:20', 'Круглова', 'Разбор контрольной — в четверг. Трое написали без единой ошибки, остальные близко.'],
  [1, '15:21', 'Синицына', 'а какой средний балл?'],
  [1, '15:24', 'Круглова', 'Четыре и одна. Для квадратных уравнений это очень хорошо.', 1],
  [1, '18:40', 'Щербаков', 'кто решил последнее? у меня дискриминант отрицательный'],
  [1, '18:42', 'Бикбулатова', 'там в условии минус, ты его потерял', 3],
  [1, '18:43', 'Щербаков', 'точно!! спасибо'],
  [0, '08:02', 'Козлов', 'я опоздаю минут на 5, автобус'],
  [0, '08:03', 'Мельников-Дорошенко', 'займу место у окна'],
  [0, '09:20', 'Круглова', 'Напоминаю: сегодня фотограф после четвёртого урока. Пуговицы застёгнуты, шутки смешные.'],
  [0, '09:21', 'Ёлкин', 'шутки будут, пуговицы как получится', 8],
]

/** Ульяна's class: the parents that happen to be there speak. */
function parents3a(members: readonly ExamplePerson[]): readonly Told[] {
  const others = members.filter((one) => one.position === null && one.surname !== 'Щербакова')
  const [first, second] = others
  const lead = members.find((one) => one.position !== null)
  if (!first || !second || !lead) return []
  return [
    [1, '17:45', first.surname, 'Кто забрал чёрную сменку? Мешок синий, с ракетой.'],
    [1, '17:58', second.surname, 'У нас только наша. Посмотрите в раздевалке на верхних крючках.'],
    [1, '18:20', lead.surname, 'Лежит у меня в кабинете, утром отдам.', 0],
  ]
}

const staffroom: readonly Told[] = [
  [1, '15:40', 'Рощина', 'Коллеги, график открытых уроков начальной школы на стенде. Приходите смотреть.'],
  [0, '07:50', 'Рощина', 'Замены на сегодня — на стенде. Спасибо Наталье Алексеевне за третий урок.'],
  [0, '08:58', 'Ёлкин', 'Проектор в 214 снова с нами. Инженеру — аплодисменты.'],
  [0, '09:04', 'Аксёнов', 'Ссылки для родителей первых классов готовы, забирайте на странице класса.'],
  [0, '09:12', 'Хасанов', 'Журналы за неделю закрываем сегодня до 16:00. Кто не успевает, скажите мне, помогу.'],
]

function school(now: number): readonly Told[] {
  const day = schoolDayFrom(lastMorning(now) + 3)
  return [
    [
      0,
      '08:40',
      'Аксёнов',
      `О переносе линейки: соберёмся ${spokenWeekday(day, 'on')}, ${spokenDate(day)}, в 9:00 в актовом зале. На улице скользко, мёрзнуть незачем.`,
    ],
  ]
}

const direct: readonly (readonly Told[])[] = [
  [
    [1, '18:05', 'Круглова', 'Наталья Алексеевна, выручите в пятницу третьим уроком в 7Б? Везу детей в планетарий.'],
    [0, '08:55', 'Дорохова', 'Хорошо, подменю вас в пятницу на третьем. Покажу им опыт с пеной, давно просили.'],
  ],
  [
    [3, '16:30', 'Круглова', 'Ирина, Тимофей сам починил дверцу шкафа. Передайте ему спасибо ещё раз.'],
    [3, '18:12', 'Мельникова-Дорошенко', 'Передам, он будет сиять. Спасибо!'],
  ],
  [
    [2, '17:40', 'Щербакова', 'Елена Сергеевна, Лев переживает из-за контрольной. Как он?'],
    [0, '08:55', 'Круглова', 'Лев сегодня хорошо отвечал у доски. Передайте, что контрольная — четвёрка, и честная.'],
  ],
  [[0, '09:26', 'Синицын', 'Елена Сергеевна, вот полис Маши: 6900 0000 0000 0044. Отпроситься с работы смогу.']],
  [
    [2, '19:05', 'Пак', 'Ольга, Миша сегодня впервые прочитал страницу вслух. Вся парта хлопала.'],
    [2, '19:20', 'Щербакова', 'Ой! А дома молчал как партизан. Спасибо вам, Светлана Юрьевна!'],
  ],
  [
    [4, '12:10', 'Рощина', 'Ольга, для льготного питания не хватает одной справки, остальное приняли.'],
    [4, '12:40', 'Щербакова', 'Справку принесём в понедельник.'],
  ],
  [
    [1, '16:10', 'Хасанов', 'Павел Андреевич, сколько классов ещё без руководителя?'],
    [1, '16:14', 'Аксёнов', 'Два: 1Г и 9В. Тамара Викторовна предлагает кандидатов, завтра подпишем.'],
    [0, '08:30', 'Хасанов', 'Хорошо, жду приказ.'],
  ],
]

/** A told direct chat belongs to the two who speak in it; the silent one is known by the one whom he is told to. */
function isBetween(lines: readonly Told[], members: readonly ExamplePerson[]): boolean {
  const speakers = new Set(lines.map(([, , surname]) => surname))
  if (speakers.size === 1) speakers.add('Круглова')
  return members.length === speakers.size && members.every((one) => speakers.has(one.surname))
}
