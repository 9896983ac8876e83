import { useLingui } from '@lingui/react/macro'
import { decideTeacherStatus } from '#contract/people.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Button } from '#web/ui/Button.tsx'
import { type PersonLine, staffName } from './person-line.ts'

/** One line of the in-box: somebody asks to be confirmed as a teacher. */
export function StatusRequest({ line }: { line: PersonLine }) {
  const { t } = useLingui()
  const deciding = useAction()
  const decide = (confirm: boolean) =>
    void deciding.run(async () => void (await api(decideTeacherStatus, { personId: line.id, confirm })))
  return (
    <div className="flex gap-2.5 py-3.5">
      <Avatar id={line.id} name={`${line.name} ${line.surname}`} size="s" />
      <div className="min-w-0 grow">
        <div className="font-medium">{staffName(line)}</div>
        <div className="text-14 text-ink-2">
          {[t({ id: 'people.status.asks', message: 'просит статус «учитель»' }), line.position]
            .filter(Boolean)
            .join(' · ')}
        </div>
        <div className="mt-2 flex flex-wrap gap-2.5">
          <Button look="primary" size="small" isPending={deciding.isPending} onPress={() => decide(true)}>
            {t({ id: 'people.status.confirm', message: 'Подтвердить' })}
          </Button>
          <Button look="outline" size="small" isDisabled={deciding.isPending} onPress={() => decide(false)}>
            {t({ id: 'people.status.decline', message: 'Отклонить' })}
          </Button>
        </div>
        {deciding.text !== undefined && <p className="mt-1.5 text-13 text-coral">{deciding.text}</p>}
      </div>
    </div>
  )
}
