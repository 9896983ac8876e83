import { useLingui } from '@lingui/react/macro'
import { Link as LinkIcon, Plus } from 'lucide-react'
import { useState } from 'react'
import type { ClassLine } from '#web/features/classes/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { LinkRow } from './LinkRow.tsx'
import type { LinkLine } from './link-line.ts'
import { MakeLinkDialog } from './MakeLinkDialog.tsx'

/** All links of the school: for whom, how often used, to whom handed. */
export function LinksPart({ links, classes }: { links: readonly LinkLine[]; classes: readonly ClassLine[] }) {
  const { t } = useLingui()
  const [isMaking, setMaking] = useState(false)
  const make = (
    <Button look="primary" icon={Plus} onPress={() => setMaking(true)}>
      {t({ id: 'invites.link.make', message: 'Создать ссылку' })}
    </Button>
  )
  return (
    <>
      {links.length === 0 ? (
        <EmptyState icon={LinkIcon} action={make}>
          {t({
            id: 'invites.links.empty',
            message: 'Ссылок пока нет. Создайте ссылку-приглашение: по ней приходит заявка, а вы её принимаете.',
          })}
        </EmptyState>
      ) : (
        <>
          <div className="px-4 pb-3">{make}</div>
          <div className="divide-y divide-line-2 border-t border-line-2">
            {links.map((line) => (
              <LinkRow key={line.id} line={line} schoolClass={classes.find(({ id }) => id === line.classId)} />
            ))}
          </div>
        </>
      )}
      {isMaking && <MakeLinkDialog classes={classes} onClose={() => setMaking(false)} />}
    </>
  )
}
