/** Texts that the server itself sends: letters, SMS. */
export interface Text {
  readonly id: string
  readonly message: string
}

/** The text with its `{places}` filled; a place without a value is a bug and throws. */
export function say(text: Text, values: Readonly<Record<string, string>> = {}): string {
  return text.message.replace(/\{(\w+)\}/g, (_place, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`${text.id} has no value for {${name}}.`)
    return value
  })
}
