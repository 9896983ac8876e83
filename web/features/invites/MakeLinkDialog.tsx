import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { createParentLink, createPupilLink, createStaffLink } from '#contract/invites.ts'
import type { ClassLine } from '#web/features/classes/index.ts'
import { api } from '#web/kernel/api/api.ts'
import { myRight } from '#web/kernel/my-right.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import type { LinkKind } from './asking.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { type LinkLine, usesOf } from './link-line.ts'
import { kindTexts } from './link-texts.ts'

export interface MakeLinkProps {
  classes: readonly ClassLine[]
  /** Already decided where the dialog is opened on a class's page. */
  preset?: { kind: LinkKind; classId: string }
  onClose: () => void
}

const lifetimes = [1, 3, 7, 14, 30]
const usualUses: Record<LinkKind, string> = {
  administration: '5',
  teacher: '50',
  staff: '30',
  pupil: '35',
  parent: '70',
}

interface TermProps {
  days: string
  onDays: (days: string) => void
  uses: string
  onUses: (uses: string) => void
  error: string | undefined
}

/** For whom, how long, for how many; then the link itself. */
export function MakeLinkDialog({ classes, preset, onClose }: MakeLinkProps) {
  const { t } = useLingui()
  const [made, setMade] = useState<{ link: LinkLine; token: string } | null>(null)
  const [kind, setKind] = useState<LinkKind>(preset?.kind ?? 'teacher')
  const [classId, setClassId] = useState<string | null>(preset?.classId ?? null)
  const [days, setDays] = useState('14')
  const [uses, setUses] = useState(usualUses[preset?.kind ?? 'teacher'])
  const making = useAction()
  const isOfClass = kind === 'pupil' || kind === 'parent'
  const make = () => {
    const maxUses = usesOf(uses)
    if (maxUses === null || (isOfClass && classId === null)) {
      return making.mark({
        ...(maxUses === null ? { maxUses: 'bad_uses' } : {}),
        ...(isOfClass && classId === null ? { classId: 'required' } : {}),
      })
    }
    const terms = { days: Number(days), maxUses }
    void making.run(async () => {
      if (kind === 'pupil') setMade(await api(createPupilLink, { classId: classId ?? '', ...terms }))
      else if (kind === 'parent') setMade(await api(createParentLink, { classId: classId ?? '', ...terms }))
      else setMade(await api(createStaffLink, { kind, ...terms }))
    })
  }
  if (made !== null) return <LinkDialog line={made.link} token={made.token} onClose={onClose} />
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t({ id: 'invites.link.new', message: 'Новая ссылка-приглашение' })}
      footer={
        <Button look="primary" isPending={making.isPending} onPress={make}>
          {t({ id: 'invites.link.make', message: 'Создать ссылку' })}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <WhoFields
          isFixed={preset !== undefined}
          kind={kind}
          onKind={(next) => {
            setKind(next)
            setUses(usualUses[next])
          }}
          classes={classes}
          classId={classId}
          onClass={setClassId}
          error={making.field('classId')}
        />
        <TermFields days={days} onDays={setDays} uses={uses} onUses={setUses} error={making.field('maxUses')} />
        {making.text !== undefined && <Banner tone="red">{making.text}</Banner>}
        <p className="text-14 text-ink-2">
          {t({ id: 'invites.link.note', message: 'По ссылке приходит заявка. Никто не войдёт, пока её не примут.' })}
        </p>
      </div>
    </Dialog>
  )
}

function TermFields({ days, onDays, uses, onUses, error }: TermProps) {
  const { t } = useLingui()
  return (
    <div className="grid grid-cols-2 gap-4">
      <Select
        label={t({ id: 'invites.link.days', message: 'Срок' })}
        choices={lifetimes.map((count) => ({
          id: String(count),
          text: t({
            id: 'invites.link.days-count',
            message: plural(count, { one: '# день', few: '# дня', many: '# дней', other: '# дня' }),
          }),
        }))}
        value={days}
        onChange={onDays}
      />
      <TextField
        label={t({ id: 'invites.link.max-uses', message: 'Сколько человек' })}
        value={uses}
        onChange={onUses}
        inputMode="numeric"
        inputClassName="num"
        error={error}
      />
    </div>
  )
}

function WhoFields({
  isFixed,
  kind,
  onKind,
  classes,
  classId,
  onClass,
  error,
}: {
  isFixed: boolean
  kind: LinkKind
  onKind: (kind: LinkKind) => void
  classes: readonly ClassLine[]
  classId: string | null
  onClass: (classId: string) => void
  error: string | undefined
}) {
  const { t, i18n } = useLingui()
  const me = useMe()
  const rights = {
    administration: 'invite.staff',
    teacher: 'invite.staff',
    staff: 'invite.staff',
    pupil: 'invite.pupil',
    parent: 'invite.parent',
  } as const
  const kinds = (Object.keys(kindTexts) as LinkKind[]).filter(
    (one) => myRight(me, rights[one], { school: true }) === 'yes',
  )
  if (isFixed) return null
  return (
    <>
      <Select<LinkKind>
        label={t({ id: 'invites.link.for', message: 'Для кого' })}
        choices={kinds.map((one) => ({ id: one, text: i18n._(kindTexts[one]) }))}
        value={kind}
        onChange={onKind}
      />
      {(kind === 'pupil' || kind === 'parent') && (
        <Select
          label={t({ id: 'invites.link.class', message: 'Класс' })}
          choices={classes.map(({ id, name }) => ({ id, text: name }))}
          value={classId}
          onChange={onClass}
          placeholder={t({ id: 'invites.link.class.choose', message: 'Выберите класс' })}
          error={error}
        />
      )}
    </>
  )
}
