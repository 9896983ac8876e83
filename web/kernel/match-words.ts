/** Every typed word begins some word of the text; ё and е are one letter. */
export function matchesWords(text: string, typed: string): boolean {
  const words = fold(text).split(/[^\p{L}\d]+/u)
  return fold(typed)
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)))
}

function fold(text: string): string {
  return text.toLocaleLowerCase('ru').replaceAll('ё', 'е')
}
