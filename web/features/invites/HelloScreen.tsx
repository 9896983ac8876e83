import { useLingui } from '@lingui/react/macro'
import { ShieldCheck } from 'lucide-react'
import { Link } from 'react-aria-components'
import { type Chat, list } from '#contract/chats.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { useQuery } from '#web/kernel/use-call.ts'
import { usePerson } from '#web/kernel/use-me.ts'
import { Tile } from '#web/ui/Avatar.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { buttonLook } from '#web/ui/button-look.ts'
import { Card } from '#web/ui/Card.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { plural } from '@lingui/core/macro'

/** The first moment inside: one's chats, and who may write. */
export function HelloScreen() {
  const { t } = useLingui()
  const { card } = usePerson()
  const { data, error } = useQuery(list, {})
  const isPupil = card.standing === 'pupil'
  const name = card.short
  return (
    <Entry
      title={t({ id: 'invites.hello', message: `Привет, ${name}!` })}
      note={
        isPupil
          ? t({ id: 'invites.hello.pupil', message: 'Вот твой класс. Уведомления можно включить позже.' })
          : t({ id: 'invites.hello.adult', message: 'Вот ваши чаты. Уведомления можно включить позже.' })
      }
      foot={
        <Link href="/chats" className={`${buttonLook('primary', 'large')} w-full`}>
          {isPupil
            ? t({ id: 'invites.hello.class', message: 'В класс' })
            : t({ id: 'invites.hello.chats', message: 'В чаты' })}
        </Link>
      }
    >
      {error !== null && <Banner tone="red">{textOfError(error)}</Banner>}
      {data === undefined && error === null && (
        <SkeletonRows rows={3} label={t({ id: 'invites.hello.loading', message: 'Загружаем чаты' })} />
      )}
      {data !== undefined && data.chats.length > 0 && (
        <Card as="section" className="divide-y divide-line-2 px-4">
          {data.chats.map((chat) => (
            <ChatLine key={chat.id} chat={chat} />
          ))}
        </Card>
      )}
      {isPupil && (
        <section className="mt-4 rounded-m bg-surface-2 px-4 py-3.5">
          <h2 className="text-15!">{t({ id: 'invites.hello.who', message: 'Кто может тебе написать' })}</h2>
          <p className="mt-1 text-14 text-ink-2">
            {t({
              id: 'invites.hello.who.text',
              message:
                'Одноклассники и взрослые школы в этих чатах. Незнакомых здесь нет. Если что-то не так, скажи классному руководителю.',
            })}
          </p>
        </section>
      )}
    </Entry>
  )
}

function ChatLine({ chat }: { chat: Chat }) {
  const { t } = useLingui()
  const { members } = chat
  return (
    <div className="flex min-h-[68px] items-center gap-3">
      <Tile tile={chat.tile} icon={ShieldCheck} />
      <div className="min-w-0">
        <div className="truncate font-medium">{chat.name}</div>
        <div className="text-14 text-ink-2">
          {t({
            id: 'invites.hello.members',
            message: plural(members, {
              one: '# участник',
              few: '# участника',
              many: '# участников',
              other: '# участника',
            }),
          })}
        </div>
      </div>
    </div>
  )
}
