import { useLingui } from '@lingui/react/macro'
import { Ellipsis, MessageCircle, ShieldCheck, ShieldOff, UserMinus } from 'lucide-react'
import { addMember, removeMember, setModerator, startDirect, type Chat, type Member } from '#contract/chats.ts'
import { api } from '#web/kernel/api/api.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { usePerson } from '#web/kernel/use-me.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { IconButton } from '#web/ui/Button.tsx'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import { Seal } from '#web/ui/Seal.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import { toasts } from '#web/ui/toasts.ts'
import { openChat } from './navigation.ts'

/** One who is here: name, role, and why. */
export function MemberRow({ member, chat, mayManage }: { member: Member; chat: Chat; mayManage: boolean }) {
  const { t } = useLingui()
  const entries = useEntries(member, chat, mayManage)
  const why = [member.label, member.reason].filter(Boolean).join(' · ')
  return (
    <li className="group relative flex min-h-[53px] items-center gap-2.5">
      <Avatar id={member.personId} name={member.name} size="s" />
      <div className="min-w-0 grow">
        <div className="flex items-center gap-1.5">
          <bdi className="cut font-[620]">{member.name}</bdi>
          {member.seal && <Seal />}
        </div>
        <div className="flex items-center gap-1.5 text-13 text-ink-2">
          {member.moderator && <Tag tone="green">{t({ id: 'chats.moderator-tag', message: 'админ чата' })}</Tag>}
          <bdi className="cut" title={why}>
            {why}
          </bdi>
        </div>
      </div>
      {entries.length > 0 && (
        <Menu
          label={t({ id: 'chats.member-menu', message: `Действия: ${member.name}` })}
          entries={entries}
          trigger={
            <IconButton
              icon={Ellipsis}
              name={t({ id: 'chats.member-menu', message: `Действия: ${member.name}` })}
              className="-mr-2.5 bg-surface wide:absolute! wide:-right-1 wide:mr-0 wide:size-9! wide:opacity-0 wide:group-hover:opacity-100 wide:focus-visible:opacity-100 wide:aria-expanded:opacity-100"
            />
          }
        />
      )}
    </li>
  )
}

function useEntries(member: Member, chat: Chat, mayManage: boolean): MenuEntry[] {
  const { t } = useLingui()
  const me = usePerson()
  const isMe = member.personId === me.personId
  const act = async (how: () => Promise<unknown>): Promise<void> => {
    try {
      await how()
    } catch (error) {
      toasts.show(textOfError(error), { tone: 'error' })
    }
  }
  const who = { chatId: chat.id, personId: member.personId }
  const write: MenuEntry = {
    id: 'write',
    text: t({ id: 'chats.write-directly', message: 'Написать лично' }),
    icon: MessageCircle,
    run: () => void act(async () => openChat((await api(startDirect, { personId: member.personId })).chatId)),
  }
  const moderate: MenuEntry = {
    id: 'moderate',
    text: member.moderator
      ? t({ id: 'chats.unmake-moderator', message: 'Снять с администраторов чата' })
      : t({ id: 'chats.make-moderator', message: 'Сделать администратором чата' }),
    icon: member.moderator ? ShieldOff : ShieldCheck,
    run: () => void act(() => api(setModerator, { ...who, moderator: !member.moderator })),
  }
  const remove: MenuEntry = {
    id: 'remove',
    text: t({ id: 'chats.remove-member', message: 'Убрать из чата' }),
    icon: UserMinus,
    danger: true,
    run: () =>
      void act(async () => {
        await api(removeMember, who)
        const undo = {
          text: t({ id: 'chats.undo', message: 'Вернуть' }),
          run: () => void act(() => api(addMember, who)),
        }
        toasts.show(t({ id: 'chats.removed-member', message: `${member.name} больше не в чате` }), { action: undo })
      }),
  }
  const mayWrite =
    !isMe &&
    me.card.standing !== 'pupil' &&
    (member.standing === 'staff' || (me.card.standing === 'staff' && member.standing !== 'pupil'))
  return [
    ...(mayWrite ? [write] : []),
    ...(mayManage && member.standing === 'staff' ? [moderate] : []),
    ...(mayManage && !isMe ? [remove] : []),
  ]
}
