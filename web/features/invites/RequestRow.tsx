import { useLingui } from '@lingui/react/macro'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { accept } from '#contract/invites.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useSchoolTime } from '#web/kernel/time/use-time.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import { toasts } from '#web/ui/toasts.ts'
import { ChildDialog } from './ChildDialog.tsx'
import { DeclineDialog } from './DeclineDialog.tsx'
import { askerName, groupOf, matchOf, type RequestLine } from './request-line.ts'

/** One who asks to be let in: who, where, by what, and how the name fits the list. */
export function RequestRow({ request }: { request: RequestLine }) {
  const { t } = useLingui()
  const [asking, setAsking] = useState<'decline' | 'child' | null>(null)
  const accepting = useAction()
  const time = useSchoolTime()
  const name = askerName(request)
  const admit = (matchId: string | null) =>
    void accepting.run(async () => {
      await api(accept, { requestId: request.id, matchId })
      toasts.show(t({ id: 'invites.accepted', message: `Принято: ${name}` }))
    })
  return (
    <article aria-label={name} className="flex gap-2.5 py-3.5">
      <Avatar id={request.id} name={name} size="s" />
      <div className="min-w-0 grow">
        <div className="flex items-start gap-2">
          <span className="min-w-0 grow font-medium">{name}</span>
          <MatchTag request={request} />
        </div>
        <div className="text-14 text-ink-2">
          {useWhere(request)} · <span className="num">{time.short(request.createdAt, Date.now())}</span>
        </div>
        <div className="mt-2 flex flex-wrap gap-2.5">
          <Answers
            request={request}
            isPending={accepting.isPending}
            onAdmit={admit}
            onChild={() => setAsking('child')}
          />
          <Button look="outline" size="small" isDisabled={accepting.isPending} onPress={() => setAsking('decline')}>
            {t({ id: 'invites.decline', message: 'Отклонить' })}
          </Button>
        </div>
        {accepting.text !== undefined && <p className="mt-1.5 text-13 text-coral">{accepting.text}</p>}
      </div>
      {asking === 'decline' && <DeclineDialog request={request} onClose={() => setAsking(null)} />}
      {asking === 'child' && (
        <ChildDialog
          request={request}
          onChosen={(personId) => {
            setAsking(null)
            admit(personId)
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </article>
  )
}

function Answers({
  request,
  isPending,
  onAdmit,
  onChild,
}: {
  request: RequestLine
  isPending: boolean
  onAdmit: (matchId: string | null) => void
  onChild: () => void
}) {
  const { t } = useLingui()
  const match = matchOf(request)
  const matchId = request.match?.personId ?? null
  if (groupOf(request) === 'parents' && match === 'unlisted') {
    return (
      <Button look="primary" size="small" isPending={isPending} onPress={onChild}>
        {t({ id: 'invites.choose-child', message: 'Выбрать ребёнка' })}
      </Button>
    )
  }
  if (match === 'similar') {
    return (
      <>
        <Button look="primary" size="small" isPending={isPending} onPress={() => onAdmit(matchId)}>
          {t({ id: 'invites.same', message: 'Тот же ребёнок' })}
        </Button>
        {request.kind === 'pupil' ? (
          <Button look="outline" size="small" isDisabled={isPending} onPress={() => onAdmit(null)}>
            {t({ id: 'invites.another', message: 'Другой: зачислить' })}
          </Button>
        ) : (
          <Button look="outline" size="small" isDisabled={isPending} onPress={onChild}>
            {t({ id: 'invites.choose-other', message: 'Другой' })}
          </Button>
        )}
      </>
    )
  }
  return (
    <Button
      look={match === 'unlisted' ? 'outline' : 'primary'}
      size="small"
      isPending={isPending}
      onPress={() => onAdmit(matchId)}
    >
      {match === 'unlisted'
        ? t({ id: 'invites.enrol', message: 'Зачислить' })
        : t({ id: 'invites.accept', message: 'Принять' })}
    </Button>
  )
}

function MatchTag({ request }: { request: RequestLine }) {
  const { t } = useLingui()
  const match = matchOf(request)
  if (match === 'listed') {
    return (
      <Tag tone="green" icon={Check}>
        {t({ id: 'invites.match.listed', message: 'в списке' })}
      </Tag>
    )
  }
  if (match === 'similar') return <Tag tone="yellow">{t({ id: 'invites.match.similar', message: 'похоже' })}</Tag>
  return match === 'unlisted' ? (
    <Tag tone="red">{t({ id: 'invites.match.unlisted', message: 'нет в списке' })}</Tag>
  ) : null
}

/** «6А · в списке „София Лебедева“», «6А · мама: Лев Щербаков», «учитель · химия». */
function useWhere(request: RequestLine): string {
  const { t } = useLingui()
  const kinds = {
    administration: t({ id: 'invites.kind.administration', message: 'администрация' }),
    teacher: t({ id: 'invites.kind.teacher', message: 'учитель' }),
    staff: t({ id: 'invites.kind.staff', message: 'сотрудник' }),
    pupil: t({ id: 'invites.kind.pupil', message: 'по ссылке класса' }),
    parent: t({ id: 'invites.kind.parent', message: 'родитель' }),
  }
  const kins: Record<string, string> = {
    mother: t({ id: 'invites.kin.is.mother', message: 'мама' }),
    father: t({ id: 'invites.kin.is.father', message: 'папа' }),
    guardian: t({ id: 'invites.kin.is.guardian', message: 'законный представитель' }),
    other: t({ id: 'invites.kin.is.other', message: 'родственник' }),
  }
  const { child, match } = request
  const similar =
    match !== null && !match.exact ? t({ id: 'invites.on-list', message: `в списке «${match.name}»` }) : null
  if (child !== null) {
    const who = `${kins[child.kin] ?? kinds.parent}: ${child.name} ${child.surname}`
    return [request.className, who, similar].filter(Boolean).join(' · ')
  }
  const kind = kinds[request.kind]
  // «учитель математики» says «учитель» already.
  const isSaid = request.position?.toLocaleLowerCase('ru').startsWith(kind) === true
  return [request.className, similar ?? (isSaid ? null : kind), request.position].filter(Boolean).join(' · ')
}
