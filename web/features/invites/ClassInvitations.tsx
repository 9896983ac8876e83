import { useLingui } from '@lingui/react/macro'
import { Ticket } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { revokeCode } from '#contract/invites.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useSchoolTime } from '#web/kernel/time/use-time.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Button } from '#web/ui/Button.tsx'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import type { LinkKind } from './asking.ts'
import { LinkRow } from './LinkRow.tsx'
import type { CodeLine } from './link-line.ts'
import { MakeLinkDialog } from './MakeLinkDialog.tsx'
import { PupilCodeDialog } from './PupilCodeDialog.tsx'
import { RequestRow } from './RequestRow.tsx'
import type { ClassHere } from './use-class.ts'

/** How many have come in, who asks, the links and slips of the class. */
export function ClassInvitations({ classId, here }: { classId: string; here: ClassHere }) {
  const { t } = useLingui()
  const [making, setMaking] = useState<LinkKind | 'slip' | null>(null)
  const { line, may, requests, codes } = here
  const { entered, pupils } = line ?? { entered: 0, pupils: 0 }
  return (
    <div className="flex flex-col gap-5">
      <Coverage entered={entered} pupils={pupils} />
      {may.review && requests.length > 0 && (
        <Part title={t({ id: 'invites.class.requests', message: 'Просятся в класс' })}>
          {requests.map((request) => (
            <RequestRow key={request.id} request={request} />
          ))}
        </Part>
      )}
      <Links here={here} onMake={setMaking} />
      {may.makeCodes && <Slips codes={codes} onMake={() => setMaking('slip')} />}
      {making === 'slip' && <PupilCodeDialog classId={classId} pupil={null} onClose={() => setMaking(null)} />}
      {making !== null && making !== 'slip' && (
        <MakeLinkDialog classes={[]} preset={{ kind: making, classId }} onClose={() => setMaking(null)} />
      )}
    </div>
  )
}

function Coverage({ entered, pupils }: { entered: number; pupils: number }) {
  const { t } = useLingui()
  return (
    <section>
      <h2 className="mb-2">{t({ id: 'invites.class.invitations', message: 'Приглашения' })}</h2>
      <div className="num mb-2">
        <b className="text-[30px] leading-none font-bold">{entered}</b>{' '}
        <span className="text-ink-2">{t({ id: 'invites.class.entered', message: `из ${pupils} вошли` })}</span>
      </div>
      <ProgressBar value={entered} max={pupils} label={t({ id: 'invites.class.entered.label', message: 'Вошли' })} />
      <p className="mt-2 text-14 text-ink-2">
        {t({ id: 'invites.class.live', message: 'Обновляется сразу, когда кто-то входит.' })}
      </p>
    </section>
  )
}

function Links({ here, onMake }: { here: ClassHere; onMake: (kind: LinkKind) => void }) {
  const { t } = useLingui()
  const { line, may, links } = here
  return (
    <Part
      title={t({ id: 'invites.class.links', message: 'Ссылки' })}
      actions={
        <>
          {may.makePupilLink && (
            <Button look="outline" size="small" onPress={() => onMake('pupil')}>
              {t({ id: 'invites.class.link.pupil', message: 'Ученикам' })}
            </Button>
          )}
          {may.makeParentLink && (
            <Button look="outline" size="small" onPress={() => onMake('parent')}>
              {t({ id: 'invites.class.link.parent', message: 'Родителям' })}
            </Button>
          )}
        </>
      }
    >
      {links.length === 0 && (
        <p className="py-2 text-14 text-ink-2">
          {may.makePupilLink
            ? t({ id: 'invites.class.no-links', message: 'Ссылок пока нет.' })
            : t({
                id: 'invites.class.ask-link',
                message: 'Ссылку для учеников создаёт и передаёт администратор школы.',
              })}
        </p>
      )}
      {links.map((one) => (
        <div key={one.id} className="-mx-4">
          <LinkRow line={one} schoolClass={line} />
        </div>
      ))}
    </Part>
  )
}

function Slips({ codes, onMake }: { codes: readonly CodeLine[]; onMake: () => void }) {
  const { t } = useLingui()
  return (
    <Part
      title={t({ id: 'invites.class.slips', message: 'Листки с кодом' })}
      actions={
        <Button look="outline" size="small" icon={Ticket} onPress={onMake}>
          {t({ id: 'invites.class.slip.new', message: 'Новый' })}
        </Button>
      }
    >
      {codes.length === 0 && (
        <p className="py-2 text-14 text-ink-2">
          {t({ id: 'invites.class.no-slips', message: 'Невостребованных листков нет.' })}
        </p>
      )}
      {codes.map((one) => (
        <CodeRow key={one.id} code={one} />
      ))}
    </Part>
  )
}

function Part({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <header className="mb-1 flex flex-wrap items-center gap-2">
        <h3 className="grow">{title}</h3>
        {actions}
      </header>
      <div className="divide-y divide-line-2">{children}</div>
    </section>
  )
}

function CodeRow({ code }: { code: CodeLine }) {
  const { t } = useLingui()
  const time = useSchoolTime()
  const revoking = useAction()
  const made = time.short(code.createdAt, Date.now())
  return (
    <div className="flex items-center gap-2.5 py-2.5">
      <Avatar id={code.id} name={code.name} size="s" />
      <div className="min-w-0 grow">
        <div className="font-medium">{code.name}</div>
        <div className="num text-14 text-ink-2">
          {revoking.text ?? t({ id: 'invites.slip.unused', message: `не использован · ${made}` })}
        </div>
      </div>
      <Button
        look="outline"
        size="small"
        isPending={revoking.isPending}
        onPress={() => void revoking.run(async () => void (await api(revokeCode, { codeId: code.id })))}
      >
        {t({ id: 'invites.slip.revoke', message: 'Аннулировать' })}
      </Button>
    </div>
  )
}
