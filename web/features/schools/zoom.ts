/** Steps of the scan in percent. */
const steps = [50, 75, 100, 125, 150, 200, 300]

export function nextZoom(zoom: number, direction: 1 | -1): number {
  const next = direction === 1 ? steps.find((step) => step > zoom) : steps.findLast((step) => step < zoom)
  return next ?? zoom
}
