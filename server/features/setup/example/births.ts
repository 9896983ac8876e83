/** How people come to their names: a stock by its share, names that agree with gender, father and family. */
import { feminineSurname, patronymic, type Gender } from './declension.ts'
import { stocks, type NameStock } from './name-stock.ts'
import type { Chance } from './random.ts'

export interface Names {
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
  readonly gender: Gender
}

export interface Births {
  stock(): NameStock
  /** The masculine form of a surname; one in sixteen is double. */
  surname(stock: NameStock): string
  of(surname: string, gender: Gender, stock: NameStock): string
  adult(stock: NameStock, surname: string, gender: Gender): Names
  child(stock: NameStock, family: { readonly surname: string; readonly father: string | null }): Names
}

/** `reserved`: «Круглова Елена» and others whom nobody else is called like. */
export function births(luck: Chance, reserved: ReadonlySet<string>): Births {
  const taken = new Set<string>()
  const shares = stocks.flatMap((stock) => Array.from({ length: Math.ceil(stock.share / 4) }, () => stock))

  function surname(stock: NameStock): string {
    const first = luck.pick(stock.surnames)
    if (first.length <= 2 || !luck.maybe(1 / 16)) return first
    const second = luck.pick(stocks[0]?.surnames ?? [])
    return second === first || first.includes('-') ? first : `${first}-${second}`
  }

  function of(masculine: string, gender: Gender, stock: NameStock): string {
    if (gender === 'm') return masculine
    return stock.bends || masculine.includes('-') ? feminineSurname(masculine) : masculine
  }

  /** Nobody in the school has all three names of another. */
  function unlike(make: () => Names): Names {
    for (let tries = 0; tries < 50; tries += 1) {
      const names = make()
      const key = `${names.surname} ${names.name} ${names.patronymic ?? ''}`
      if (taken.has(key) || reserved.has(`${names.surname} ${names.name}`)) continue
      taken.add(key)
      return names
    }
    throw new Error('no name left that nobody has')
  }

  return {
    stock: () => luck.pick(shares),
    surname,
    of,
    adult: (stock, masculine, gender) =>
      unlike(() => ({
        surname: of(masculine, gender, stock),
        name: luck.pick(gender === 'm' ? stock.men : stock.women),
        patronymic: patronymic(luck.pick(stock.elders), gender),
        gender,
      })),
    child: (stock, family) =>
      unlike(() => {
        const gender: Gender = luck.maybe(0.51) ? 'm' : 'f'
        return {
          surname: of(family.surname, gender, stock),
          name: luck.pick(gender === 'm' ? stock.boys : stock.girls),
          patronymic: patronymic(family.father ?? luck.pick(stock.men), gender),
          gender,
        }
      }),
  }
}
