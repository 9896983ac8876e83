import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { usePerson } from '#web/kernel/use-me.ts'
import { Chips } from '#web/ui/Chips.tsx'
import { ClassPage } from './ClassPage.tsx'

/** The class that one leads; chips where there are several. */
export function MyClassScreen() {
  const { t } = useLingui()
  const { curatorOf } = usePerson()
  const [chosen, setChosen] = useState<string | null>(null)
  const classId = curatorOf.find((one) => one.classId === chosen)?.classId ?? curatorOf[0]?.classId
  if (classId === undefined) return null
  const chips = curatorOf.map((one) => ({ id: one.classId, text: one.name }))
  return (
    <ClassPage
      key={classId}
      classId={classId}
      switcher={
        chips.length > 1 ? (
          <Chips
            label={t({ id: 'invites.my-classes', message: 'Мои классы' })}
            chips={chips}
            value={classId}
            onChange={setChosen}
          />
        ) : undefined
      }
    />
  )
}
