import { useLingui } from '@lingui/react/macro'
import { KeyRound, Ticket, UsersRound } from 'lucide-react'
import { Suspense, useState } from 'react'
import { type PupilLine, RosterTable } from '#web/features/classes/index.ts'
import { LoginCodeDialog } from '#web/features/people/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import type { MenuEntry } from '#web/ui/Menu.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { PupilCodeDialog } from './PupilCodeDialog.tsx'
import type { ClassHere } from './use-class.ts'

/** The class list; a pupil who has not come in gets a slip, one who lost the way in gets a code. */
export function ClassPeople({ classId, here }: { classId: string; here: ClassHere }) {
  const { t } = useLingui()
  const [forSlip, setForSlip] = useState<PupilLine | null>(null)
  const [forLogin, setForLogin] = useState<PupilLine | null>(null)
  const { may } = here
  const menuOf = (pupil: PupilLine): MenuEntry[] => [
    ...(may.makeCodes && !pupil.entered
      ? [
          {
            id: 'slip',
            text: t({ id: 'invites.slip', message: 'Листок с кодом для входа' }),
            icon: Ticket,
            run: () => setForSlip(pupil),
          },
        ]
      : []),
    ...(may.resetLogin && pupil.entered
      ? [
          {
            id: 'login',
            text: t({ id: 'invites.login-code', message: 'Не может войти: дать код' }),
            icon: KeyRound,
            run: () => setForLogin(pupil),
          },
        ]
      : []),
  ]
  if (here.pupils.length === 0) {
    return (
      <Card>
        <EmptyState icon={UsersRound}>
          {t({
            id: 'invites.class.empty',
            message:
              'В списке класса пока никого. Передайте ученикам ссылку или листки с кодом: принятые появятся здесь.',
          })}
        </EmptyState>
      </Card>
    )
  }
  return (
    <Suspense
      fallback={<SkeletonRows rows={6} label={t({ id: 'invites.class.loading', message: 'Загружаем класс' })} />}
    >
      <Card as="section" className="overflow-hidden">
        <RosterTable pupils={here.pupils} menuOf={menuOf} />
      </Card>
      {forSlip !== null && <PupilCodeDialog classId={classId} pupil={forSlip} onClose={() => setForSlip(null)} />}
      {forLogin !== null && (
        <LoginCodeDialog personId={forLogin.id} name={forLogin.name} onClose={() => setForLogin(null)} />
      )}
    </Suspense>
  )
}
