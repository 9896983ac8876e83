export interface Group<T> {
  readonly role: string
  readonly people: readonly T[]
}

/** People under their roles, both in the order in which they were told. */
export function groupsOf<T extends { readonly role: string }>(people: readonly T[]): readonly Group<T>[] {
  const groups = new Map<string, T[]>()
  for (const one of people) groups.set(one.role, [...(groups.get(one.role) ?? []), one])
  return [...groups].map(([role, members]) => ({ role, people: members }))
}
