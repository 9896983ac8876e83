import { Fragment, memo, useMemo } from 'react'
import { parseMarkup, type Markup } from './markup.ts'

/** A message's text as React nodes: what it says is never read as HTML. */
export const MarkupView = memo(function MarkupView({ text }: { text: string }) {
  const parts = useMemo(() => parseMarkup(text), [text])
  return (
    <bdi className="wrap-anywhere whitespace-pre-wrap">
      <Parts parts={parts} />
    </bdi>
  )
})

function Parts({ parts }: { parts: readonly Markup[] }) {
  return parts.map((part, at) => <Fragment key={at}>{draw(part)}</Fragment>)
}

function draw(part: Markup) {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'bold':
      return (
        <strong className="font-bold">
          <Parts parts={part.parts} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Parts parts={part.parts} />
        </em>
      )
    case 'code':
      return (
        <code
          className={
            part.block
              ? 'my-1 block rounded-s bg-[color-mix(in_oklab,var(--ink)_7%,transparent)] p-2 font-mono text-13'
              : 'rounded-[5px] bg-[color-mix(in_oklab,var(--ink)_7%,transparent)] px-1 font-mono text-13'
          }
        >
          {part.text}
        </code>
      )
    case 'link':
      return (
        <a
          href={part.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-board-ink underline decoration-from-font underline-offset-2"
        >
          {part.text}
        </a>
      )
  }
}
