/** Who may write to or call whom directly: pairs.csv, the table of pairs of SAFETY.md §2, as a function. */
import { pairColumns, pairs } from '../pairs.gen.ts'

/**
 * Whether an adult and a pupil may have a chat of their own. Such chats open only together with reports
 * (`report.create`, `report.queue`); until both are built every such pair is refused.
 */
export const directWithPupils = false

export type PairStanding = keyof typeof pairs
type PairColumn = (typeof pairColumns)[number]

/** A person as the table of pairs sees one; somebody may be staff and parent at once. */
export interface PairSide {
  readonly standings: readonly PairStanding[]
  /** Director, deputies, school administrators. */
  readonly administration: boolean
}

/** How the two stand to each other. What is absent is not so. */
export interface PairFacts {
  readonly sameSchool: boolean
  /** One is class teacher of the other, or of the other's confirmed child. */
  readonly classTeacher?: boolean
  /** One teaches the other or the other's confirmed child: a subject, or as leader of a group. */
  readonly teaches?: boolean
  /** Two pupils, or two parents (by their children), of one class. */
  readonly sameClass?: boolean
  /** The school lets pupils of this class (grade 5 and up) write to each other. */
  readonly pupilsSwitchedOn?: boolean
  /** The school lets parents write to each other, and these two asked each other. */
  readonly mutualRequest?: boolean
}

export type PairRule = (from: PairSide, to: PairSide, facts: PairFacts) => 'yes' | 'no'

/** Rights are the union over what the two are to each other, except that a child is protected whatever else holds. */
export function pairRule(withPupils: boolean): PairRule {
  return (from, to, facts) => {
    if (!withPupils && isPupil(from) !== isPupil(to)) return 'no'
    const isOpen = from.standings.some((standing) =>
      columnsFor(standing, to, facts).some((column) => holds(cellFor(standing, column), from, facts)),
    )
    return isOpen ? 'yes' : 'no'
  }
}

export const mayWriteDirectly: PairRule = pairRule(directWithPupils)

function isPupil(side: PairSide): boolean {
  return side.standings.includes('pupil')
}

/** The columns of the table that the other one stands in, seen from one standing. */
function columnsFor(from: PairStanding, to: PairSide, facts: PairFacts): PairColumn[] {
  if (!facts.sameSchool) return ['other-school']
  const found: PairColumn[] = to.administration ? ['administration'] : []
  if (to.standings.includes('staff')) found.push(...staffColumns(from, facts))
  if (to.standings.includes('pupil')) found.push(isOfClass(from, facts) ? 'classmate' : 'other-pupil')
  if (to.standings.includes('parent') && isOfClass(from, facts)) found.push('class-parent')
  return found
}

function staffColumns(from: PairStanding, facts: PairFacts): PairColumn[] {
  if (from === 'staff') return ['staff']
  if (facts.classTeacher) return ['own-class-teacher']
  return facts.teaches ? ['own-teacher'] : ['other-teacher']
}

function isOfClass(from: PairStanding, facts: PairFacts): boolean {
  return from === 'staff' ? isLeader(facts) : facts.sameClass === true
}

function isLeader(facts: PairFacts): boolean {
  return facts.classTeacher === true || facts.teaches === true
}

function cellFor(from: PairStanding, to: PairColumn): string {
  return pairs[from].split(' ')[pairColumns.indexOf(to)] ?? 'no'
}

/** leads: as class teacher, teacher, leader of the group, or for the administration; child: not for the latter. */
function holds(cell: string, from: PairSide, facts: PairFacts): boolean {
  switch (cell) {
    case 'yes':
      return true
    case 'leads':
      return from.administration || isLeader(facts)
    case 'child':
      return isLeader(facts)
    case 'on':
      return facts.sameClass === true && facts.pupilsSwitchedOn === true
    case 'mutual':
      return facts.mutualRequest === true
    default:
      return false
  }
}
