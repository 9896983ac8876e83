import { useLingui as useRuntime } from '@lingui/react'
import { useLingui } from '@lingui/react/macro'
import { clsx } from 'clsx'
import { Search } from 'lucide-react'
import { useEffect, useId, useMemo, useState } from 'react'
import type { PaletteEntry } from '#web/kernel/feature.ts'
import { matchesWords } from '#web/kernel/match-words.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Icon } from '#web/ui/Icon.tsx'
import { features } from './features.ts'

interface Section {
  readonly id: string
  readonly title: string
  readonly entries: readonly PaletteEntry[]
}

const sources = features.flatMap((feature) => feature.palette ?? [])
const actions = features.flatMap((feature) => feature.actions ?? [])

/** What is typed, and what it finds. */
export function PaletteBody({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const list = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const sections = useSections(text)
  const entries = sections.flatMap((section) =>
    section.entries.map((entry) => ({ ...entry, key: `${section.id} ${entry.id}` })),
  )
  const current = entries[Math.min(at, entries.length - 1)]
  const run = (entry: PaletteEntry): void => {
    onClose()
    entry.run()
  }
  const onKey = (event: React.KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((Math.min(at, entries.length - 1) + step + entries.length) % Math.max(entries.length, 1))
    }
    if (event.key === 'Enter' && current !== undefined) {
      event.preventDefault()
      run(current)
    }
  }
  return (
    <div className="flex min-h-72 flex-col">
      <div className="flex items-center gap-3 border-b border-line-2 px-4">
        <Icon of={Search} className="text-ink-2" />
        <input
          autoFocus
          value={text}
          onChange={(event) => (setText(event.target.value), setAt(0))}
          onKeyDown={onKey}
          role="combobox"
          aria-expanded
          aria-controls={list}
          aria-activedescendant={current && `${list} ${current.key}`.replaceAll(' ', '-')}
          aria-label={t({ id: 'app.palette-field', message: 'Что найти' })}
          placeholder={t({ id: 'app.palette-hint', message: 'Чат, человек или действие' })}
          className="h-14 grow bg-transparent text-17 outline-none"
        />
      </div>
      <Found
        id={list}
        sections={sections}
        current={current?.key}
        onPoint={(key) => setAt(entries.findIndex((one) => one.key === key))}
        onRun={run}
      />
    </div>
  )
}

interface FoundProps {
  id: string
  sections: readonly Section[]
  /** Key of the entry that Enter runs. */
  current: string | undefined
  onPoint: (key: string) => void
  onRun: (entry: PaletteEntry) => void
}

function Found({ id, sections, current, onPoint, onRun }: FoundProps) {
  const { t } = useLingui()
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t({ id: 'app.palette-found', message: 'Найдено' })}
      className="max-h-[56dvh] overflow-auto p-2"
    >
      {sections.map((section) => (
        <div key={section.id} role="group" aria-label={section.title}>
          <div className="px-3 pt-2 pb-1 text-13 font-medium text-ink-2">{section.title}</div>
          {section.entries.map((entry) => {
            const key = `${section.id} ${entry.id}`
            const isCurrent = key === current
            return (
              <div
                key={key}
                id={`${id} ${key}`.replaceAll(' ', '-')}
                role="option"
                aria-selected={isCurrent}
                onMouseMove={() => onPoint(key)}
                onClick={() => onRun(entry)}
                className={clsx(
                  'flex min-h-11 cursor-pointer items-center gap-3 rounded-s px-3',
                  isCurrent && 'bg-board-soft',
                )}
              >
                <span className="cut grow">{entry.text}</span>
                {entry.note !== undefined && <span className="cut max-w-[50%] text-13 text-ink-2">{entry.note}</span>}
              </div>
            )
          })}
        </div>
      ))}
      {sections.length === 0 && (
        <p className="px-3 py-8 text-center text-ink-2">
          {t({ id: 'app.palette-nothing', message: 'Ничего не нашлось.' })}
        </p>
      )}
    </div>
  )
}

function useSections(text: string): readonly Section[] {
  const me = useMe()
  const { i18n } = useRuntime()
  const [found, setFound] = useState<readonly Section[]>([])
  const commands = useMemo<Section>(() => {
    const fitting = actions.filter((action) => action.may(me) && matchesWords(i18n._(action.text), text))
    const entries = fitting.map((action) => ({
      id: action.name,
      text: i18n._(action.text),
      ...(action.shortcut === undefined ? {} : { note: action.shortcut }),
      run: () => void action.run(me),
    }))
    return { id: 'commands', title: i18n._(commandsTitle), entries }
  }, [me, text, i18n])
  useEffect(() => {
    let isCurrent = true
    const searches = sources.map(async (source) => ({
      id: source.id,
      title: i18n._(source.title),
      entries: await source.find(text, me),
    }))
    void Promise.allSettled(searches).then((ends) => {
      if (isCurrent) setFound(ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])))
    })
    return () => {
      isCurrent = false
    }
  }, [text, me, i18n])
  return [...found, commands].filter((section) => section.entries.length > 0)
}

const commandsTitle = /*i18n*/ { id: 'app.palette-commands', message: 'Действия' }
