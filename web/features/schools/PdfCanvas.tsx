import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { Banner } from '#web/ui/Banner.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'
import type { PdfPages } from './pdf-pages.ts'

type OnPage = (pages: { current: number; count: number }) => void

/** All pages below each other; says which one is in the middle. */
export function PdfCanvas({
  address,
  file,
  width,
  turns,
  onPage,
}: {
  address: string
  file: Blob | undefined
  width: number
  turns: number
  onPage: OnPage
}) {
  const { t } = useLingui()
  const [pdf, setPdf] = useState<PdfPages | 'broken' | null>(null)
  useEffect(() => {
    let opened: PdfPages | undefined
    let isGone = false
    void open(file ?? address).then(
      (pages) => {
        opened = pages
        if (isGone) pages.close()
        else setPdf(pages)
      },
      () => !isGone && setPdf('broken'),
    )
    return () => {
      isGone = true
      opened?.close()
    }
  }, [address, file])
  const count = pdf === null || pdf === 'broken' ? 1 : pdf.count
  useEffect(() => onPage({ current: 1, count }), [onPage, count])
  if (pdf === 'broken') {
    return (
      <Banner tone="red">
        {t({ id: 'schools.order.broken', message: 'Файл не открывается.' })}{' '}
        <a href={address} download className="underline">
          {t({ id: 'schools.order.download', message: 'Скачать' })}
        </a>
      </Banner>
    )
  }
  if (pdf === null) return <Skeleton className="mx-auto aspect-[1/1.414] w-full max-w-[720px]" />
  return Array.from({ length: count }, (_, at) => (
    <PdfPage
      key={at}
      pdf={pdf}
      number={at + 1}
      width={width}
      turns={turns}
      onSeen={() => onPage({ current: at + 1, count })}
    />
  ))
}

function PdfPage({
  pdf,
  number,
  width,
  turns,
  onSeen,
}: {
  pdf: PdfPages
  number: number
  width: number
  turns: number
  onSeen: () => void
}) {
  const { t } = useLingui()
  const canvas = useRef<HTMLCanvasElement>(null)
  const seen = useRef(onSeen)
  seen.current = onSeen
  useEffect(() => {
    if (canvas.current !== null) void pdf.draw(number, canvas.current, { width, turns })
  }, [pdf, number, width, turns])
  useEffect(() => {
    const watching = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && seen.current(),
      {
        rootMargin: '-45% 0px -45% 0px',
      },
    )
    if (canvas.current !== null) watching.observe(canvas.current)
    return () => watching.disconnect()
  }, [])
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t({ id: 'schools.order.page-name', message: `Приказ, страница ${number}` })}
      className="mx-auto mb-4 block bg-white shadow-card"
    />
  )
}

async function open(source: string | Blob): Promise<PdfPages> {
  const [{ openPdf }, data] = await Promise.all([import('./pdf-pages.ts'), read(source)])
  return openPdf(data)
}

async function read(source: string | Blob): Promise<ArrayBuffer> {
  if (typeof source !== 'string') return source.arrayBuffer()
  const response = await fetch(source, { credentials: 'same-origin' })
  if (!response.ok) throw new Error(`The order: ${response.status}`)
  return response.arrayBuffer()
}
