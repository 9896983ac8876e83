/** The part of the school's page stands in its address; the page itself draws it. */
export function NoPart(): null {
  return null
}
