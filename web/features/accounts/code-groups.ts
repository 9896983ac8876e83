/** «ABCD EFGH»: what is typed off a screen goes in groups. */
export function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret
}
