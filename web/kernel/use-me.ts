import { me, type Me, type Person } from './me.ts'
import { useValue } from './use-value.ts'

/** Screens are drawn only when it is known. */
export function useMe(): Me {
  const known = useValue(me)
  if (known === null) throw new Error('It is not known yet who sits here.')
  return known
}

/** For screens that only persons see. */
export function usePerson(): Person {
  const { person } = useMe()
  if (person === null) throw new Error('This screen is for a person of a school.')
  return person
}
