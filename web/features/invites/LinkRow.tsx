import { useLingui } from '@lingui/react/macro'
import { Ban, Ellipsis, Send } from 'lucide-react'
import { useState } from 'react'
import { handOver, reveal, revoke } from '#contract/invites.ts'
import type { ClassLine } from '#web/features/classes/index.ts'
import { api } from '#web/kernel/api/api.ts'
import { myRight } from '#web/kernel/my-right.ts'
import { useSchoolTime } from '#web/kernel/time/use-time.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Button, IconButton } from '#web/ui/Button.tsx'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import { toasts } from '#web/ui/toasts.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { type LinkLine, stateAt } from './link-line.ts'
import { kindTexts, stateTexts } from './link-texts.ts'

const tones = { live: 'green', expired: 'plain', spent: 'yellow', revoked: 'plain' } as const

/** One link: shown again with its QR code, handed to the class teacher, annulled. */
export function LinkRow({ line, schoolClass }: { line: LinkLine; schoolClass?: ClassLine | undefined }) {
  const { t, i18n } = useLingui()
  const [token, setToken] = useState<string | null>(null)
  const working = useAction()
  const state = stateAt(line, Date.now())
  const title = [i18n._(kindTexts[line.kind]), line.className].filter(Boolean).join(' · ')
  const entries = useEntries(line, schoolClass, working.run)
  return (
    <article aria-label={title} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-48 grow">
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{title}</span>
          <Tag tone={tones[state]}>{i18n._(stateTexts[state])}</Tag>
        </div>
        <LinkFacts line={line} />
        {working.text !== undefined && <p className="text-13 text-coral">{working.text}</p>}
      </div>
      {state === 'live' && (
        <>
          <Button
            look="outline"
            size="small"
            isPending={working.isPending}
            onPress={() => void working.run(async () => setToken((await api(reveal, { linkId: line.id })).token))}
          >
            {t({ id: 'invites.link.show', message: 'Показать' })}
          </Button>
          <Menu
            label={t({ id: 'invites.link.actions', message: 'Действия со ссылкой' })}
            trigger={
              <IconButton icon={Ellipsis} name={t({ id: 'invites.link.more', message: `Действия: ${title}` })} />
            }
            entries={entries}
          />
        </>
      )}
      {token !== null && <LinkDialog line={line} token={token} onClose={() => setToken(null)} />}
    </article>
  )
}

/** «12 из 40 · до 5 сентября · последний раз вчера · передана Елене Кругловой» */
function LinkFacts({ line }: { line: LinkLine }) {
  const { t } = useLingui()
  const time = useSchoolTime()
  const now = Date.now()
  const { uses, maxUses } = line
  const until = time.full(line.expiresAt)
  const last = line.lastUsedAt === null ? null : time.short(line.lastUsedAt, now)
  const facts = [
    t({ id: 'invites.link.uses', message: `использована ${uses} из ${maxUses}` }),
    last === null ? null : t({ id: 'invites.link.last', message: `последний раз ${last}` }),
    t({ id: 'invites.link.until', message: `до ${until}` }),
  ].filter(Boolean)
  return (
    <>
      <div className="num text-14 text-ink-2">{facts.join(' · ')}</div>
      {line.handed.map((one) => {
        const [whom, when] = [one.name, time.short(one.at, now)]
        return (
          <div key={`${one.personId} ${one.at}`} className="num text-14 text-ink-2">
            {t({ id: 'invites.link.handed', message: `передана: ${whom}, ${when}` })}
          </div>
        )
      })}
    </>
  )
}

function useEntries(
  line: LinkLine,
  schoolClass: ClassLine | undefined,
  run: (work: () => Promise<void>) => Promise<boolean>,
): MenuEntry[] {
  const { t } = useLingui()
  const me = useMe()
  const mayHand = myRight(me, 'invite.pupil', { school: true }) === 'yes'
  const hand = (curator: ClassLine['curators'][number]): MenuEntry => {
    const { name } = curator
    return {
      id: curator.personId,
      text: t({ id: 'invites.link.hand', message: `Передать: ${name}` }),
      icon: Send,
      run: () =>
        void run(async () => {
          await api(handOver, { linkId: line.id, personId: curator.personId })
          toasts.show(t({ id: 'invites.link.handed-over', message: `Ссылка передана: ${name}` }))
        }),
    }
  }
  return [
    ...(mayHand ? (schoolClass?.curators ?? []).map(hand) : []),
    {
      id: 'revoke',
      text: t({ id: 'invites.link.revoke', message: 'Аннулировать ссылку' }),
      icon: Ban,
      danger: true,
      run: () =>
        void run(async () => {
          await api(revoke, { linkId: line.id })
          toasts.show(t({ id: 'invites.link.revoked-now', message: 'Ссылка больше не действует' }))
        }),
    },
  ]
}
