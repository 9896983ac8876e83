/** Finds out who sits here: the installation, the session's account, its persons. */
import { me as accountMe } from '#contract/accounts.ts'
import { mine } from '#contract/people.ts'
import { state } from '#contract/setup.ts'
import { api } from '#web/kernel/api/api.ts'
import { choosePerson, type Me } from '#web/kernel/me.ts'

export async function loadMe(): Promise<Me> {
  const [installation, account] = await Promise.all([api(state, {}, asNobody), api(accountMe, {}, asNobody)])
  const persons = account.accountId === null ? [] : (await api(mine, {}, asNobody)).persons
  return { ...account, persons, person: choosePerson(persons), installation }
}

const asNobody = { person: null }
