import { useAddressPart } from '#web/kernel/use-address-part.ts'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { GridDialog } from '#web/features/classes/index.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { usePerson } from '#web/kernel/use-me.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Chips } from '#web/ui/Chips.tsx'
import { Page } from '#web/ui/Page.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { useWide } from '#web/ui/use-wide.ts'
import { Inbox } from './Inbox.tsx'
import { SchoolNumbers } from './SchoolNumbers.tsx'
import { type Part, SchoolPart } from './SchoolPart.tsx'
import { type Desk, useDesk } from './use-desk.ts'

/** The school at a glance: numbers that say what to do, classes, people, links, and what waits for an answer. */
export function SchoolScreen() {
  const { t } = useLingui()
  const { schoolName, card } = usePerson()
  const desk = useDesk()
  const isWide = useWide()
  const [isGridOpen, setGridOpen] = useState(false)
  const count = desk.classes.length
  const classes = t({
    id: 'invites.school.classes',
    message: plural(count, { one: '# класс', few: '# класса', many: '# классов', other: '# класса' }),
  })
  const { name } = card
  const whoRuns = desk.may.run
    ? t({ id: 'invites.school.admin', message: `администратор ${name}` })
    : `${card.label} ${name}`
  return (
    <Page
      title={schoolName}
      note={`${classes} · ${whoRuns}`}
      actions={
        desk.may.run && (
          <Button look={count === 0 ? 'outline' : 'primary'} icon={Plus} onPress={() => setGridOpen(true)}>
            {t({ id: 'invites.school.add', message: 'Классы' })}
          </Button>
        )
      }
      aside={desk.may.run && isWide ? <Inbox desk={desk} /> : undefined}
    >
      {desk.error !== null && <Banner tone="red">{textOfError(desk.error)}</Banner>}
      <SchoolNumbers desk={desk} />
      <Parts desk={desk} hasInbox={desk.may.run && !isWide} onGrid={() => setGridOpen(true)} />
      {isGridOpen && (
        <Suspense>
          <GridDialog classes={desk.classes} onClose={() => setGridOpen(false)} />
        </Suspense>
      )}
    </Page>
  )
}

/** Chips of the parts; which one is open stands in the address. */
function Parts({ desk, hasInbox, onGrid }: { desk: Desk; hasInbox: boolean; onGrid: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const part = useAddressPart('part')
  const [typed, setTyped] = useState('')
  const chips: { id: Part; text: string; count: number }[] = [
    { id: 'classes', text: t({ id: 'invites.part.classes', message: 'Классы' }), count: desk.classes.length },
    ...(hasInbox
      ? [
          {
            id: 'requests' as const,
            text: t({ id: 'invites.part.requests', message: 'Заявки' }),
            count: desk.requests.length + desk.statusRequests.length,
          },
        ]
      : []),
    { id: 'people', text: t({ id: 'invites.part.people', message: 'Люди' }), count: desk.staff.length },
    {
      id: 'links',
      text: t({ id: 'invites.part.links', message: 'Ссылки' }),
      count: desk.links.filter(({ state }) => state === 'live').length,
    },
  ]
  const open = chips.find(({ id }) => id === part)?.id ?? 'classes'
  return (
    <Card as="section" className="mt-4 overflow-hidden">
      <div className="flex flex-wrap items-center gap-3 p-3.5">
        <Chips
          label={t({ id: 'invites.parts', message: 'Что показать' })}
          chips={chips}
          value={open}
          onChange={(id) => void navigate({ to: id === 'classes' ? '/school' : `/school/${id}`, replace: true })}
          className="grow"
        />
        {(open === 'classes' ? desk.classes.length : desk.staff.length) > 7 &&
          (open === 'classes' || open === 'people') && (
            <TextField
              label={t({ id: 'invites.find', message: 'Класс или человек' })}
              labelHidden
              placeholder={t({ id: 'invites.find', message: 'Класс или человек' })}
              value={typed}
              onChange={setTyped}
              autoComplete="off"
              className="w-full two:w-56"
            />
          )}
      </div>
      <Suspense fallback={<SkeletonRows rows={5} label={t({ id: 'invites.loading', message: 'Загружаем' })} />}>
        {desk.isLoading && desk.classes.length === 0 ? (
          <SkeletonRows rows={5} label={t({ id: 'invites.loading', message: 'Загружаем' })} />
        ) : (
          <SchoolPart desk={desk} part={open} typed={typed} onGrid={onGrid} />
        )}
      </Suspense>
    </Card>
  )
}
