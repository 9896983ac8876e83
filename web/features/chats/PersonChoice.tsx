import { Avatar } from '#web/ui/Avatar.tsx'
import { Seal } from '#web/ui/Seal.tsx'

/** A person to choose in a dialog. */
export function PersonChoice({
  id,
  name,
  note,
  seal,
  onChoose,
}: {
  id: string
  name: string
  note: string
  seal: boolean
  onChoose: () => void
}) {
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex min-h-14 w-full cursor-pointer items-center gap-3 rounded-m px-2 text-left -outline-offset-2 hover:bg-hover"
    >
      <Avatar id={id} name={name} size="s" />
      <span className="min-w-0 grow">
        <span className="flex items-center gap-1.5">
          <bdi className="cut font-[620]">{name}</bdi>
          {seal && <Seal />}
        </span>
        <bdi className="cut block text-13 text-ink-2">{note}</bdi>
      </span>
    </button>
  )
}
