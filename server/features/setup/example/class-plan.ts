/** 33 classes of 904 pupils: four first classes, two eleventh ones, three of each grade between. */
import type { Chance } from './random.ts'
import type { ExampleClass } from './school.ts'

const pupilsInAll = 904
const notEnteredInAll = 33

/** Sizes and entries that the pictures of the product show. */
const known: Record<string, { readonly size: number; readonly missing: number }> = {
  '1А': { size: 28, missing: 0 },
  '1Г': { size: 26, missing: 2 },
  '5А': { size: 27, missing: 0 },
  '6А': { size: 25, missing: 4 },
  '7Б': { size: 26, missing: 2 },
  '8В': { size: 27, missing: 5 },
  '9В': { size: 25, missing: 0 },
  '11Б': { size: 23, missing: 0 },
}

export const withoutCurator: readonly string[] = ['1Г', '9В']

export function planClasses(luck: Chance, createdAt: number): ExampleClass[] {
  const names = Array.from({ length: 11 }, (_, index) => index + 1).flatMap((grade) =>
    [...(grade === 1 ? 'АБВГ' : grade === 11 ? 'АБ' : 'АБВ')].map((letter) => ({
      grade,
      letter,
      name: grade + letter,
    })),
  )
  const open = names.filter(({ name }) => !known[name]).map(({ name }) => name)
  const sizes = spread(luck, open, pupilsInAll - sum(Object.values(known).map((one) => one.size)))
  const missing = scatter(luck, open, notEnteredInAll - sum(Object.values(known).map((one) => one.missing)))
  return names.map(({ grade, letter, name }) => {
    const size = known[name]?.size ?? sizes.get(name) ?? 0
    const away = known[name]?.missing ?? missing.get(name) ?? 0
    return {
      id: luck.idAt(createdAt),
      name,
      grade,
      letter,
      size,
      entered: size - away,
      curatorId: null,
      pupilIds: [],
    }
  })
}

/** Even sizes whose sum is the total, then some pupils moved between classes so that no two grades look alike. */
function spread(luck: Chance, names: readonly string[], total: number): Map<string, number> {
  const even = Math.floor(total / names.length)
  const sizes = new Map(names.map((name, index) => [name, even + (index < total - even * names.length ? 1 : 0)]))
  for (let i = 0; i < names.length * 2; i += 1) {
    const from = luck.pick(names)
    const to = luck.pick(names)
    const [less, more] = [sizes.get(from) ?? 0, sizes.get(to) ?? 0]
    if (from === to || less <= 24 || more >= 31) continue
    sizes.set(from, less - 1).set(to, more + 1)
  }
  return sizes
}

function scatter(luck: Chance, names: readonly string[], total: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let i = 0; i < total; i += 1) {
    const name = luck.pick(names)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
