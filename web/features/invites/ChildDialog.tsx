import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { roster } from '#contract/classes.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { matchesWords } from '#web/kernel/match-words.ts'
import { useQuery } from '#web/kernel/use-call.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { askerName, type RequestLine } from './request-line.ts'

/** Which child of the list a parent means. */
export function ChildDialog({
  request,
  onChosen,
  onClose,
}: {
  request: RequestLine
  onChosen: (personId: string) => void
  onClose: () => void
}) {
  const { t } = useLingui()
  const { data, error } = useQuery(roster, { classId: request.classId ?? '' })
  const [typed, setTyped] = useState('')
  const name = askerName(request)
  const child = request.child === null ? '' : `${request.child.name} ${request.child.surname}`
  const pupils = (data?.pupils ?? []).filter((one) => matchesWords(one.listName, typed))
  return (
    <Dialog isOpen onClose={onClose} title={t({ id: 'invites.child.title', message: 'Чей это родитель?' })}>
      <p className="mb-3 text-14 text-ink-2">
        {t({ id: 'invites.child.note', message: `${name} пишет: «${child}».` })}
      </p>
      {error !== null && <Banner tone="red">{textOfError(error)}</Banner>}
      <TextField
        label={t({ id: 'invites.child.find', message: 'Фамилия или имя' })}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
      />
      {data === undefined && error === null && (
        <SkeletonRows rows={4} label={t({ id: 'invites.child.loading', message: 'Загружаем список класса' })} />
      )}
      <ul className="mt-2">
        {pupils.map((pupil) => (
          <li key={pupil.id}>
            <button
              type="button"
              onClick={() => onChosen(pupil.id)}
              className="flex min-h-13 w-full cursor-pointer items-center gap-3 rounded-m px-2 text-left hover:bg-hover"
            >
              <Avatar id={pupil.id} name={pupil.name} size="s" />
              {pupil.listName}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
