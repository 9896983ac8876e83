import { create } from 'qrcode'
import { useMemo } from 'react'

/** Always dark on white, also in the dark theme: cameras and printers expect it. */
export function Qr({ text, label, size = 168 }: { text: string; label: string; size?: number }) {
  const { path, side } = useMemo(() => drawQr(text), [text])
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`-4 -4 ${side + 8} ${side + 8}`}
      shapeRendering="crispEdges"
      className="shrink-0 rounded-s bg-white"
    >
      <path d={path} fill="#111" />
    </svg>
  )
}

function drawQr(text: string): { path: string; side: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const cells: string[] = []
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) if (modules.get(y, x)) cells.push(`M${x} ${y}h1v1h-1z`)
  }
  return { path: cells.join(''), side: modules.size }
}
