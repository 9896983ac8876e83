import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { directWithPupils, mayWriteDirectly, type PairFacts, pairRule, type PairSide } from './pairs.ts'

const teacher: PairSide = { standings: ['staff'], administration: false }
const director: PairSide = { standings: ['staff'], administration: true }
const pupil: PairSide = { standings: ['pupil'], administration: false }
const parent: PairSide = { standings: ['parent'], administration: false }
const teacherAndParent: PairSide = { standings: ['staff', 'parent'], administration: false }
const guest: PairSide = { standings: ['guest'], administration: false }

const here: PairFacts = { sameSchool: true }
const everything: PairFacts = {
  sameSchool: true,
  classTeacher: true,
  teaches: true,
  sameClass: true,
  pupilsSwitchedOn: true,
  mutualRequest: true,
}

describe('who may write to whom now', () => {
  const rules: readonly (readonly [string, PairSide, PairSide, PairFacts, 'yes' | 'no'])[] = [
    ['staff write to staff', teacher, teacher, here, 'yes'],
    ['staff write to the administration', teacher, director, here, 'yes'],
    ['a parent writes to the class teacher of the child', parent, teacher, { ...here, classTeacher: true }, 'yes'],
    ['a parent writes to a teacher of the child', parent, teacher, { ...here, teaches: true }, 'yes'],
    ['a parent does not write to another teacher', parent, teacher, here, 'no'],
    ['a parent writes to the administration', parent, director, here, 'yes'],
    ['a class teacher writes to a parent of the class', teacher, parent, { ...here, classTeacher: true }, 'yes'],
    ['a teacher writes to a parent of a pupil taught', teacher, parent, { ...here, teaches: true }, 'yes'],
    ['another teacher does not write to a parent', teacher, parent, here, 'no'],
    ['the administration does not begin with a parent', director, parent, here, 'no'],
    ['parents of one class do not write to each other', parent, parent, { ...here, sameClass: true }, 'no'],
    ['parents who asked each other may', parent, parent, { ...here, sameClass: true, mutualRequest: true }, 'yes'],
    ['parents of different classes never', parent, parent, { ...here, mutualRequest: true }, 'no'],
    ['pupils of one class do not write to each other', pupil, pupil, { ...here, sameClass: true }, 'no'],
    [
      'pupils may where the school opened it',
      pupil,
      pupil,
      { ...here, sameClass: true, pupilsSwitchedOn: true },
      'yes',
    ],
    ['pupils of different classes never', pupil, pupil, { ...here, pupilsSwitchedOn: true }, 'no'],
    ['a teacher who is a parent writes to staff as staff', teacherAndParent, teacher, here, 'yes'],
    ['staff write to a teacher who is a parent', teacher, teacherAndParent, here, 'yes'],
    ['a parent writes to no other teacher, parent or not', parent, teacherAndParent, here, 'no'],
    ['a guest writes to nobody', guest, teacher, everything, 'no'],
    ['nobody writes to a guest', director, guest, everything, 'no'],
  ]
  for (const [name, from, to, facts, wanted] of rules) {
    test(name, () => assert.equal(mayWriteDirectly(from, to, facts), wanted))
  }

  const everybody = [teacher, director, pupil, parent, teacherAndParent, guest]

  test('nobody writes to another school', () => {
    for (const from of everybody) {
      for (const to of everybody) {
        assert.equal(pairRule(true)(from, to, { ...everything, sameSchool: false }), 'no')
      }
    }
  })

  test('an adult and a pupil have no chat of their own until reports are built', () => {
    assert.equal(directWithPupils, false)
    for (const adult of [teacher, director, parent, teacherAndParent]) {
      assert.equal(mayWriteDirectly(adult, pupil, everything), 'no')
      assert.equal(mayWriteDirectly(pupil, adult, everything), 'no')
    }
  })
})

describe('who may write to whom once reports are built', () => {
  const rules: readonly (readonly [string, PairSide, PairSide, PairFacts, 'yes' | 'no'])[] = [
    ['a pupil writes to the own class teacher', pupil, teacher, { ...here, classTeacher: true }, 'yes'],
    ['a pupil writes to an own teacher', pupil, teacher, { ...here, teaches: true }, 'yes'],
    ['a pupil does not write to another teacher', pupil, teacher, here, 'no'],
    ['a pupil writes to the administration', pupil, director, here, 'yes'],
    ['a pupil does not write to parents', pupil, parent, everything, 'no'],
    ['a parent never writes to a pupil', parent, pupil, everything, 'no'],
    ['a teacher writes to a pupil of the own class', teacher, pupil, { ...here, classTeacher: true }, 'yes'],
    ['a teacher writes to a pupil taught', teacher, pupil, { ...here, teaches: true }, 'yes'],
    ['a teacher does not write to other pupils', teacher, pupil, here, 'no'],
    ['the administration writes to any pupil', director, pupil, here, 'yes'],
  ]
  for (const [name, from, to, facts, wanted] of rules) {
    test(name, () => assert.equal(pairRule(true)(from, to, facts), wanted))
  }
})
