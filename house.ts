/** The features in order, lowest first: what each is for and which features it may use. */
export interface FeatureEntry {
  readonly name: string
  readonly purpose: string
  readonly uses: readonly string[]
}

export const house: readonly FeatureEntry[] = [
  { name: 'accounts', purpose: 'Sign-in by phone code, one-time code, passkey; sessions; second factor', uses: [] },
  { name: 'schools', purpose: 'Application with the order, review, organisation', uses: ['accounts'] },
  { name: 'people', purpose: 'Persons of a school, roles, confirmation, kinship', uses: ['accounts', 'schools'] },
  { name: 'classes', purpose: 'Classes, enrolment, class teachers', uses: ['people'] },
  {
    name: 'chats',
    purpose: 'Chats, members, messages, moderation, direct messages, channels',
    uses: ['people', 'classes'],
  },
  { name: 'invites', purpose: 'Links, codes, join requests', uses: ['people', 'classes', 'chats'] },
  {
    name: 'setup',
    purpose: 'First screen and the example school',
    uses: ['accounts', 'schools', 'people', 'classes', 'chats', 'invites'],
  },
]
