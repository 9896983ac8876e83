/**
 * First names in the genitive, for «мама Льва и Ульяны». Null where the form is not sure: nobody's child gets a wrong
 * name. The patronymic, where there is one, tells whether an unfamiliar name is a boy's or a girl's.
 */
export function genitive(name: string, patronymic: string | null): string | null {
  if (!/^[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁ][а-яё]+)*$/.test(name)) return null
  const parts = name.split(/([ -])/)
  if (parts.length > 1) return genitiveOfSeveral(parts)
  return irregular.get(name) ?? regular(name, genderOf(name, patronymic))
}

type Gender = 'm' | 'f' | null

/** Names whose stem changes, or whose ending would mislead. */
const irregular: ReadonlyMap<string, string> = new Map([
  ['Лев', 'Льва'],
  ['Павел', 'Павла'],
  ['Пётр', 'Петра'],
  ['Петр', 'Петра'],
  ['Любовь', 'Любови'],
])

/** End in -а or -я, but do not change, or hold two readings. */
const unsure = new Set(['Николя', 'Люка', 'Тома', 'Франсуа', 'Ноа'])

/** Boys' names without -й that stand for themselves; everybody else needs a patronymic. */
const boys = new Set(
  (
    'Адам Азамат Азат Айдар Айрат Алан Александр Алексей Альберт Амир Андрей Антон Аркадий Арман Армен Арсен Арсений ' +
    'Артём Артем Артур Архип Аслан Ахмед Ахмат Баир Батыр Богдан Борис Булат Вадим Валентин Валерий Василий Вениамин ' +
    'Виктор Виталий Владимир Владислав Владлен Всеволод Вячеслав Гавриил Гамзат Георгий Герман Глеб Гордей Григорий ' +
    'Давид Дамир Даниил Данил Данис Данияр Демид Демьян Денис Дмитрий Евгений Егор Елисей Емельян Ерофей Ефим Жан ' +
    'Закир Захар Заур Иван Игнат Игорь Ильдар Ильнур Ильяс Ибрагим Иосиф Ислам Камиль Карим Кирилл Клим ' +
    'Константин Корней Кузьма Леон Леонид Леонтий Лев Макар Максим Марат Марк Мартин Матвей Махмуд Мирон Мирослав ' +
    'Михаил Модест Мурат Назар Наиль Николай Никон Олег Осип Остап Павел Пётр Платон Прохор Рамазан Рамиль Расул Ратмир ' +
    'Рафаэль Рашид Ренат Ринат Ричард Роберт Родион Роман Ростислав Руслан Рустам Савелий Самвел Святослав Севастьян ' +
    'Семён Семен Сергей Спартак Станислав Степан Султан Тагир Тамерлан Тарас Тигран Тимофей Тимур Тихон Фарид Фёдор ' +
    'Федор Феликс Филипп Хасан Шамиль Эдгар Эдуард Эльдар Эмиль Эмин Эрик Юлиан Юрий Яков Ян Яромир Ярослав'
  ).split(' '),
)
boys.delete('Жан')

/** Girls' names on a soft sign that follow «Любовь» without losing a vowel. */
const softGirls = new Set(['Адель', 'Нинель', 'Эсфирь', 'Рахиль', 'Юдифь', 'Ассоль', 'Жизель'])
/** Girls' names on a consonant that never change. */
const hardGirls = new Set([
  'Кармен',
  'Эдит',
  'Ирен',
  'Элен',
  'Жаклин',
  'Катрин',
  'Элизабет',
  'Маргарет',
  'Жасмин',
  'Мариам',
])

function genderOf(name: string, patronymic: string | null): Gender {
  const last = (patronymic ?? '').toLowerCase()
  if (/(вич|ьич|мич|кич|оглы|улы|уулу)$/.test(last)) return 'm'
  if (/(вна|чна|шна|кызы|гызы)$/.test(last)) return 'f'
  if (boys.has(name) || /(слав|мир|слам|бек|ддин|ий|[аеи]ндр)$/.test(name)) return 'm'
  return softGirls.has(name) || hardGirls.has(name) ? 'f' : null
}

function regular(name: string, gender: Gender): string | null {
  if (unsure.has(name)) return null
  if (/[еёиоуыэю]$/.test(name)) return /(ло|ко)$/.test(name) ? null : name
  if (/[аеёиоуыэюя]а$/.test(name)) return null
  if (/[гкхжшщч]а$/.test(name)) return `${name.slice(0, -1)}и`
  if (/а$/.test(name)) return `${name.slice(0, -1)}ы`
  if (/я$/.test(name)) return `${name.slice(0, -1)}и`
  if (gender === 'f') return /ь$/.test(name) ? softGirl(name) : name
  if (gender === null) return null
  return /[йь]$/.test(name) ? `${name.slice(0, -1)}я` : `${name}а`
}

function softGirl(name: string): string | null {
  return softGirls.has(name) ? `${name.slice(0, -1)}и` : null
}

/** «Анна-Мария» changes in both halves; of other double names nothing is sure. */
function genitiveOfSeveral(parts: readonly string[]): string | null {
  const declined = parts.map((part) => {
    if (part === ' ' || part === '-') return part
    return /[ая]$/.test(part) ? regular(part, 'f') : null
  })
  return declined.includes(null) ? null : declined.join('')
}
