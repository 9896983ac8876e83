/** How long making the example usually takes on two cores. */
export const usualSeconds = 20

/** Part of the bar after so many seconds: straight to 80 %, then ever slower, and never full. */
export function shareOf(seconds: number): number {
  const straight = seconds / usualSeconds
  return straight <= 0.8 ? straight : 1 - 0.2 * Math.exp(-(straight - 0.8) / 0.2)
}
