import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { genitive } from './genitive.ts'
import { parentLabel } from './label.ts'

const sure: Record<string, string> = {
  Лев: 'Льва',
  Павел: 'Павла',
  Пётр: 'Петра',
  Петр: 'Петра',
  Иван: 'Ивана',
  Артём: 'Артёма',
  Семён: 'Семёна',
  Фёдор: 'Фёдора',
  Марк: 'Марка',
  Глеб: 'Глеба',
  Андрей: 'Андрея',
  Сергей: 'Сергея',
  Николай: 'Николая',
  Юрий: 'Юрия',
  Дмитрий: 'Дмитрия',
  Игорь: 'Игоря',
  Илья: 'Ильи',
  Никита: 'Никиты',
  Лука: 'Луки',
  Фома: 'Фомы',
  Кузьма: 'Кузьмы',
  Мирослав: 'Мирослава',
  Радомир: 'Радомира',
  Тимофей: 'Тимофея',
  Рамиль: 'Рамиля',
  Наиль: 'Наиля',
  Анна: 'Анны',
  Ольга: 'Ольги',
  Ульяна: 'Ульяны',
  Вероника: 'Вероники',
  Саша: 'Саши',
  Мария: 'Марии',
  Софья: 'Софьи',
  Наталья: 'Натальи',
  Зоя: 'Зои',
  Майя: 'Майи',
  Алёна: 'Алёны',
  Любовь: 'Любови',
  Нинель: 'Нинели',
  Адель: 'Адели',
  Гузель: '',
  Алсу: 'Алсу',
  Нелли: 'Нелли',
  Хлоэ: 'Хлоэ',
  Анри: 'Анри',
  Кармен: 'Кармен',
  'Анна-Мария': 'Анны-Марии',
  'Мария Луиза': 'Марии Луизы',
  Муса: 'Мусы',
}

test('a first name stands in the genitive in a parent’s label', () => {
  for (const [name, expected] of Object.entries(sure)) equal(genitive(name, null), expected || null, name)
})

test('a patronymic tells whether an unfamiliar name is a boy’s or a girl’s', () => {
  equal(genitive('Жан', 'Петрович'), 'Жана')
  equal(genitive('Джастин', 'Ильич'), 'Джастина')
  equal(genitive('Айнур', 'Маратович'), 'Айнура')
  equal(genitive('Айнур', 'Маратовна'), 'Айнур')
  equal(genitive('Эльнур', 'Вагиф оглы'), 'Эльнура')
  equal(genitive('Нурай', 'Асановна'), 'Нурай')
  equal(genitive('Даниэль', 'Робертович'), 'Даниэля')
})

test('where the form is not sure, no form is made up', () => {
  const doubtful = [
    'Жан',
    'Айнур',
    'Нурай',
    'Айгуль',
    'Мишель',
    'Николя',
    'Люка',
    'Жан-Поль',
    'Али Реза',
    'Jean',
    'Л.',
    'Леа',
    'Данило',
    'Надин',
    'Карен',
  ]
  deepEqual(
    doubtful.filter((name) => genitive(name, null) !== null),
    [],
  )
})

const child = (name: string, kin: 'mother' | 'father' | 'guardian' | 'other', patronymic: string | null = null) => ({
  name,
  patronymic,
  kin,
})

test('a parent’s label names all children', () => {
  equal(parentLabel([child('Лев', 'mother'), child('Ульяна', 'mother')]), 'мама Льва и Ульяны')
  equal(
    parentLabel([child('Лев', 'father'), child('Ульяна', 'father'), child('Илья', 'father')]),
    'папа Льва, Ульяны и Ильи',
  )
  equal(parentLabel([child('Лев', 'mother'), child('Анна', 'guardian')]), 'мама Льва, опекун Анны')
  equal(parentLabel([child('Анна', 'other')]), 'представитель Анны')
  equal(parentLabel([]), 'родитель')
})

test('one doubtful name puts the whole label into the nominative', () => {
  equal(parentLabel([child('Жан', 'mother'), child('Лев', 'mother')]), 'мама: Жан и Лев')
  equal(parentLabel([child('Жан', 'father')]), 'папа: Жан')
})
