import { useLingui } from '@lingui/react/macro'
import { RotateCw, ZoomIn, ZoomOut } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { Icon, type IconShape } from '#web/ui/Icon.tsx'
import { PdfCanvas } from './PdfCanvas.tsx'
import { nextZoom } from './zoom.ts'

export interface OrderViewProps {
  /** Of our own origin, or an object URL of `file`. */
  address: string
  /** Chosen a moment ago: read from here, for the page may fetch nothing but from its own origin. */
  file?: Blob | undefined
  type: 'pdf' | 'jpeg' | 'png'
}

/** The scan on a table: zoomed, turned, page by page. */
export function OrderView({ address, file, type }: OrderViewProps) {
  const { t } = useLingui()
  const [zoom, setZoom] = useState(100)
  const [turns, setTurns] = useState(0)
  const [pages, setPages] = useState<{ current: number; count: number }>({ current: 1, count: 1 })
  const { ref, width } = useRoom()
  const paper = Math.round((width * zoom) / 100)
  const { current, count } = pages
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-[color-mix(in_oklab,var(--paper)_86%,var(--ink))]">
      <div
        ref={ref}
        tabIndex={0}
        role="region"
        aria-label={t({ id: 'schools.order.region', message: 'Приказ' })}
        className="min-h-0 flex-1 overflow-auto p-4 pb-20 wide:p-8 wide:pb-20"
      >
        {width > 0 &&
          (type === 'pdf' ? (
            <PdfCanvas address={address} file={file} width={paper} turns={turns} onPage={setPages} />
          ) : (
            <Photo address={address} width={paper} turns={turns} />
          ))}
      </div>
      <div className="absolute bottom-4 left-1/2 flex h-11 -translate-x-1/2 items-center rounded-[22px] bg-[#17211d] px-2 text-14 text-white shadow-card">
        <Tool
          icon={ZoomOut}
          name={t({ id: 'schools.order.smaller', message: 'Мельче' })}
          onPress={() => setZoom(nextZoom(zoom, -1))}
        />
        <span className="num min-w-14 text-center">{zoom} %</span>
        <Tool
          icon={ZoomIn}
          name={t({ id: 'schools.order.larger', message: 'Крупнее' })}
          onPress={() => setZoom(nextZoom(zoom, 1))}
        />
        <Tool
          icon={RotateCw}
          name={t({ id: 'schools.order.turn', message: 'Повернуть' })}
          onPress={() => setTurns((turns + 1) % 4)}
        />
        <span className="num px-2 whitespace-nowrap">
          {t({ id: 'schools.order.page', message: `стр. ${current} из ${count}` })}
        </span>
      </div>
    </div>
  )
}

function Tool({ icon, name, onPress }: { icon: IconShape; name: string; onPress: () => void }) {
  return (
    <Button
      aria-label={name}
      onPress={onPress}
      className="grid size-11 cursor-pointer place-items-center rounded-full hover:bg-white/10 focus-visible:outline-white"
    >
      <Icon of={icon} />
    </Button>
  )
}

function Photo({ address, width, turns }: { address: string; width: number; turns: number }) {
  const { t } = useLingui()
  const [shape, setShape] = useState(1.414)
  const lies = turns % 2 === 1
  // A turned picture keeps its place: the box has the turned sides, the picture turns around its middle.
  const height = lies ? width / shape : width * shape
  return (
    <div className="relative mx-auto bg-white shadow-card" style={{ width, height }}>
      <img
        src={address}
        alt={t({ id: 'schools.order.photo', message: 'Фотография приказа' })}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          setShape(naturalHeight / Math.max(naturalWidth, 1))
        }
        className="absolute top-1/2 left-1/2 max-w-none"
        style={{ width: lies ? height : width, transform: `translate(-50%, -50%) rotate(${turns * 90}deg)` }}
      />
    </div>
  )
}

/** The width that a page has at 100 %: that of the table, at most 720 px. */
function useRoom() {
  const [width, setWidth] = useState(0)
  const observer = useRef<ResizeObserver | null>(null)
  const ref = useCallback((node: HTMLDivElement | null) => {
    observer.current?.disconnect()
    if (node === null) return
    const measure = (): void => {
      const { paddingLeft, paddingRight } = getComputedStyle(node)
      setWidth(Math.max(240, Math.min(720, node.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight))))
    }
    observer.current = new ResizeObserver(measure)
    observer.current.observe(node)
    measure()
  }, [])
  useEffect(() => () => observer.current?.disconnect(), [])
  return { ref, width }
}
