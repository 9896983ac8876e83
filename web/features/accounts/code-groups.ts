/** «ABCD EFGH»: what is read aloud or typed off a screen goes in groups. */
export function inFours(secret: string): string {
  return grouped(secret, 4)
}

/** A ten-character code as slips show it: «K7 MP 4R 2X 9D». */
export function inPairs(code: string): string {
  return grouped(code, 2)
}

function grouped(text: string, by: number): string {
  const groups: string[] = []
  for (let at = 0; at < text.length; at += by) groups.push(text.slice(at, at + by))
  return groups.join(' ')
}
