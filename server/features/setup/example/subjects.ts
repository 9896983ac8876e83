/** Subjects as they are spoken of, by grade. */
export interface Subject {
  /** «алгебра» */
  readonly name: string
  /** «алгебру» */
  readonly accusative: string
  /** «по алгебре» without «по» */
  readonly by: string
  /** «алгебры» */
  readonly of: string
  /** Whose lessons: the word of the teacher's position. */
  readonly teacher: string
  readonly grades: readonly [number, number]
}

const subject = (forms: string, teacher: string, grades: readonly [number, number]): Subject => {
  const [name = '', accusative = '', by = '', of = ''] = forms.split('|')
  return { name, accusative, by, of, teacher, grades }
}

export const subjects: readonly Subject[] = [
  subject('математика|математику|математике|математики', 'начальных классов', [1, 4]),
  subject('русский|русский|русскому|русского', 'начальных классов', [1, 4]),
  subject('чтение|чтение|чтению|чтения', 'начальных классов', [1, 4]),
  subject('окружающий мир|окружающий мир|окружающему миру|окружающего мира', 'начальных классов', [1, 4]),
  subject('английский|английский|английскому|английского', 'английского языка', [2, 11]),
  subject('математика|математику|математике|математики', 'математики', [5, 6]),
  subject('алгебра|алгебру|алгебре|алгебры', 'математики', [7, 11]),
  subject('геометрия|геометрию|геометрии|геометрии', 'математики', [7, 11]),
  subject('русский|русский|русскому|русского', 'русского языка и литературы', [5, 11]),
  subject('литература|литературу|литературе|литературы', 'русского языка и литературы', [5, 11]),
  subject('история|историю|истории|истории', 'истории и обществознания', [5, 11]),
  subject('обществознание|обществознание|обществознанию|обществознания', 'истории и обществознания', [6, 11]),
  subject('биология|биологию|биологии|биологии', 'биологии', [5, 11]),
  subject('география|географию|географии|географии', 'географии', [5, 11]),
  subject('физика|физику|физике|физики', 'физики', [7, 11]),
  subject('химия|химию|химии|химии', 'химии', [8, 11]),
  subject('информатика|информатику|информатике|информатики', 'информатики', [5, 11]),
  subject('немецкий|немецкий|немецкому|немецкого', 'немецкого языка', [5, 9]),
]

export function subjectsOf(grade: number): readonly Subject[] {
  return subjects.filter((one) => one.grades[0] <= grade && grade <= one.grades[1])
}
