/** Cells of pairs.csv, from a side to each of pairColumns. Made by `npm run permissions`; change the table instead. */
export const pairColumns = ['staff', 'own-class-teacher', 'own-teacher', 'other-teacher', 'classmate', 'other-pupil', 'class-parent', 'administration', 'other-school'] as const

export const pairs = {
  staff: 'yes - - - leads leads child yes no',
  pupil: '- yes yes no on no no yes no',
  parent: '- yes yes no no no mutual yes no',
  guest: 'no no no no no no no no no',
} as const
