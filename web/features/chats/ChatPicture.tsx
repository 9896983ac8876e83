import { Megaphone, ShieldCheck, UsersRound } from 'lucide-react'
import type { ChatKind, Seat } from '#contract/chats.ts'
import { Avatar, Tile, type AvatarSize } from '#web/ui/Avatar.tsx'

const icons = { 'school-channel': ShieldCheck, 'staff-channel': Megaphone, staffroom: UsersRound } as const

/** Square for a group, round for a human. */
export function ChatPicture({
  kind,
  tile,
  peer,
  size = 'm',
}: {
  kind: ChatKind
  tile: string | null
  peer: Seat['peer']
  size?: AvatarSize
}) {
  if (peer !== null) return <Avatar id={peer.personId} name={peer.name} size={size} />
  const icon = kind in icons ? icons[kind as keyof typeof icons] : undefined
  return <Tile tile={icon === undefined ? (tile ?? '…') : null} icon={icon} size={size} />
}
