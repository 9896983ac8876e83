/** The grid 1–11 × letters: what is pressed, what stands already. */
export const grades = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const
/** Letters that Russian schools give to parallel classes; Ё, Й, Ъ, Ы and Ь are not among them. */
export const letters = ['А', 'Б', 'В', 'Г', 'Д', 'Е', 'Ж', 'З', 'И', 'К'] as const

export interface Cell {
  readonly grade: number
  readonly letter: string
}

export function nameOf({ grade, letter }: Cell): string {
  return `${grade}${letter}`
}

/** A press on a letter fills its column, on a grade its row; a full one is emptied again. Standing classes stay. */
export function toggleAll(
  pressed: ReadonlySet<string>,
  cells: readonly Cell[],
  standing: ReadonlySet<string>,
): Set<string> {
  const names = cells.map(nameOf).filter((name) => !standing.has(name))
  const isFull = names.every((name) => pressed.has(name))
  const next = new Set(pressed)
  for (const name of names) {
    if (isFull) next.delete(name)
    else next.add(name)
  }
  return next
}

export function toggle(pressed: ReadonlySet<string>, name: string): Set<string> {
  const next = new Set(pressed)
  if (!next.delete(name)) next.add(name)
  return next
}

/** In the order of the grid. */
export function pressedCells(pressed: ReadonlySet<string>): Cell[] {
  return grades
    .flatMap((grade) => letters.map((letter) => ({ grade, letter })))
    .filter((cell) => pressed.has(nameOf(cell)))
}
