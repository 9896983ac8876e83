import { useLingui } from '@lingui/react/macro'
import { Check, UserRoundSearch } from 'lucide-react'
import { useState } from 'react'
import { assignCurator, curatorCandidates } from '#contract/classes.ts'
import type { OutputOf } from '#contract/kernel/define.ts'
import { displayName } from '#contract/kernel/names.ts'
import { api } from '#web/kernel/api/api.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { matchesWords } from '#web/kernel/match-words.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useQuery } from '#web/kernel/use-call.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { toasts } from '#web/ui/toasts.ts'
import type { ClassLine } from './class-line.ts'

/** Who leads the class: only those whose status «учитель» is confirmed. */
export function AssignDialog({ line, onClose }: { line: ClassLine; onClose: () => void }) {
  const { t } = useLingui()
  const { data, error } = useQuery(curatorCandidates, { classId: line.id })
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [order, setOrder] = useState('')
  const assigning = useAction()
  const { name } = line
  const people = (data?.people ?? []).filter((one) => matchesWords(displayName(one, true), typed))
  const assign = () =>
    void assigning.run(async () => {
      await api(assignCurator, { classId: line.id, personId: chosen ?? '', order: order.trim() === '' ? null : order })
      toasts.show(t({ id: 'classes.assigned', message: `Классный руководитель ${name} назначен` }))
      onClose()
    })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t({ id: 'classes.assign.title', message: `Классный руководитель ${name}` })}
      footer={
        <Button look="primary" isDisabled={chosen === null} isPending={assigning.isPending} onPress={assign}>
          {t({ id: 'classes.assign', message: 'Назначить' })}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        {(error ?? assigning.error) !== null && <Banner tone="red">{textOfError(error ?? assigning.error)}</Banner>}
        {data === undefined && error === null && (
          <SkeletonRows rows={3} label={t({ id: 'classes.candidates', message: 'Загружаем учителей' })} />
        )}
        {data?.people.length === 0 && (
          <EmptyState icon={UserRoundSearch}>
            {t({
              id: 'classes.no-candidates',
              message: 'Учителей с подтверждённым статусом пока нет. Подтвердите статус в заявках справа.',
            })}
          </EmptyState>
        )}
        {(data?.people.length ?? 0) > 7 && (
          <TextField
            label={t({ id: 'classes.assign.find', message: 'Фамилия или имя' })}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
        )}
        <Candidates people={people} chosen={chosen} onChoose={setChosen} />
        {chosen !== null && (
          <TextField
            label={t({ id: 'classes.order', message: 'Номер и дата приказа, если нужно' })}
            value={order}
            onChange={setOrder}
            maxLength={100}
          />
        )}
      </div>
    </Dialog>
  )
}

type Candidate = OutputOf<typeof curatorCandidates>['people'][number]

function Candidates({
  people,
  chosen,
  onChoose,
}: {
  people: readonly Candidate[]
  chosen: string | null
  onChoose: (id: string) => void
}) {
  const { t } = useLingui()
  return (
    <div
      role="radiogroup"
      aria-label={t({ id: 'classes.assign.who', message: 'Учитель' })}
      className="flex flex-col gap-0.5"
    >
      {people.map((one) => (
        <button
          key={one.id}
          type="button"
          role="radio"
          aria-checked={chosen === one.id}
          onClick={() => onChoose(one.id)}
          className="flex min-h-13 cursor-pointer items-center gap-3 rounded-m px-2 py-1.5 text-left hover:bg-hover aria-checked:bg-board-soft"
        >
          <Avatar id={one.id} name={`${one.name} ${one.surname}`} size="s" />
          <span className="min-w-0 grow">
            <span className="block truncate font-medium">{displayName(one, true)}</span>
            <span className="block truncate text-13 text-ink-2">
              {[...new Set([one.label, one.position])].filter(Boolean).join(' · ')}
            </span>
          </span>
          {chosen === one.id && <Icon of={Check} className="text-board-ink" />}
        </button>
      ))}
    </div>
  )
}
