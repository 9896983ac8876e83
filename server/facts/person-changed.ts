/** What the cards of these persons show (`viewCards`) is different now: name, label, seal or standing. */
export interface PersonChanged {
  readonly type: 'personChanged'
  readonly schoolId: string
  readonly personIds: readonly string[]
}
