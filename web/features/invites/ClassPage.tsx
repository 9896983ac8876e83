import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { UserPlus } from 'lucide-react'
import { type ReactNode, Suspense, useState } from 'react'
import { EnrolDialog } from '#web/features/classes/index.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { Tile } from '#web/ui/Avatar.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Chips } from '#web/ui/Chips.tsx'
import { Page } from '#web/ui/Page.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { useWide } from '#web/ui/use-wide.ts'
import { ClassInvitations } from './ClassInvitations.tsx'
import { ClassPeople } from './ClassPeople.tsx'
import { type ClassHere, useClass } from './use-class.ts'

/** One class: who belongs to it and who has come in; at the right the ways in and who asks. */
export function ClassPage({ classId, switcher }: { classId: string; switcher?: ReactNode }) {
  const { t } = useLingui()
  const here = useClass(classId)
  const isWide = useWide()
  const [isEnrolling, setEnrolling] = useState(false)
  const { line, may } = here
  const hasAside = may.review || may.makeParentLink
  if (line === undefined) {
    return here.error === null ? (
      <SkeletonRows rows={6} label={t({ id: 'invites.class.loading', message: 'Загружаем класс' })} />
    ) : (
      <Banner tone="red">{textOfError(here.error)}</Banner>
    )
  }
  const { name } = line
  return (
    <Page
      lead={<Tile tile={name} size="xl" />}
      title={t({ id: 'invites.class.title', message: `${name} класс` })}
      note={<ClassNote here={here} />}
      actions={
        may.enrol && (
          <Button
            look={here.pupils.length === 0 ? 'primary' : 'outline'}
            icon={UserPlus}
            onPress={() => setEnrolling(true)}
          >
            {t({ id: 'invites.class.enrol', message: 'Зачислить' })}
          </Button>
        )
      }
      aside={hasAside && isWide ? <ClassInvitations classId={classId} here={here} /> : undefined}
    >
      {here.error !== null && <Banner tone="red">{textOfError(here.error)}</Banner>}
      {switcher !== undefined && <div className="mb-3">{switcher}</div>}
      <Parts classId={classId} here={here} hasInvitations={hasAside && !isWide} />
      {isEnrolling && (
        <Suspense>
          <EnrolDialog classId={classId} className={name} onClose={() => setEnrolling(false)} />
        </Suspense>
      )}
    </Page>
  )
}

/** «26 учеников · 31 родитель · классный руководитель Елена Сергеевна Круглова» */
function ClassNote({ here }: { here: ClassHere }) {
  const { t } = useLingui()
  const { pupils, parents, curators } = here.line ?? { pupils: 0, parents: 0, curators: [] }
  const leaders = curators.map((one) => one.name).join(', ')
  return [
    t({
      id: 'invites.class.pupils',
      message: plural(pupils, { one: '# ученик', few: '# ученика', many: '# учеников', other: '# ученика' }),
    }),
    t({
      id: 'invites.class.parents',
      message: plural(parents, { one: '# родитель', few: '# родителя', many: '# родителей', other: '# родителя' }),
    }),
    leaders === ''
      ? t({ id: 'invites.class.no-curator', message: 'классный руководитель не назначен' })
      : t({ id: 'invites.class.curator', message: `классный руководитель ${leaders}` }),
  ].join(' · ')
}

function Parts({ classId, here, hasInvitations }: { classId: string; here: ClassHere; hasInvitations: boolean }) {
  const { t } = useLingui()
  const [part, setPart] = useState<'people' | 'invitations'>('people')
  return (
    <>
      {hasInvitations && (
        <Chips
          label={t({ id: 'invites.parts', message: 'Что показать' })}
          className="mb-2"
          chips={[
            { id: 'people', text: t({ id: 'invites.class.people', message: 'Ученики' }), count: here.pupils.length },
            {
              id: 'invitations',
              text: t({ id: 'invites.class.invitations', message: 'Приглашения' }),
              count: here.requests.length,
            },
          ]}
          value={part}
          onChange={setPart}
        />
      )}
      {hasInvitations && part === 'invitations' ? (
        <Card className="p-4">
          <ClassInvitations classId={classId} here={here} />
        </Card>
      ) : (
        <ClassPeople classId={classId} here={here} />
      )}
    </>
  )
}
