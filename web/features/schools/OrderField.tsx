import { useLingui } from '@lingui/react/macro'
import { FileCheck, FileUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button as AriaButton, DropZone, FileTrigger } from 'react-aria-components'
import { ApiError } from '#web/kernel/api/api-error.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { errorLook } from '#web/ui/field-look.ts'
import { Icon } from '#web/ui/Icon.tsx'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { OrderView } from './OrderView.tsx'
import { sendOrder, type Sending } from './send-order.ts'

export interface SentOrder {
  readonly upload: string
  readonly name: string
}

const accepted = ['application/pdf', 'image/jpeg', 'image/png']

/** The director's order as PDF or photo: sent at once, shown as it will be seen. */
export function OrderField({
  order,
  onChange,
  error,
  hint,
}: {
  order: SentOrder | null
  onChange: (order: SentOrder | null) => void
  error: string | undefined
  hint?: string | undefined
}) {
  const { t } = useLingui()
  const { part, failure, picture, take } = useSending(onChange)
  const shown = failure === null ? error : textOfError(failure)
  const percent = Math.round((part ?? 0) * 100)
  return (
    <div>
      <DropZone
        aria-label={t({ id: 'schools.order.drop', message: 'Место для приказа: файл можно перетащить сюда' })}
        onDrop={(event) => {
          const [item] = event.items
          if (item?.kind === 'file') void item.getFile().then(take)
        }}
        className={`rounded-m drop-target:bg-board-soft ${shown === undefined ? 'bg-surface-2' : 'bg-coral-soft'}`}
      >
        <FileTrigger acceptedFileTypes={accepted} onSelect={(list) => list?.[0] && take(list[0])}>
          <AriaButton className="flex min-h-[76px] w-full cursor-pointer items-center gap-4 rounded-m border-2 border-dashed border-line px-4 py-3 text-left hover:bg-hover">
            <Icon
              of={order === null ? FileUp : FileCheck}
              size={24}
              className={order === null ? 'text-ink-2' : 'text-board-ink'}
            />
            <span className="min-w-0 grow">
              <span className="block truncate font-medium">
                {order === null ? t({ id: 'schools.order.choose', message: 'Приложите приказ' }) : order.name}
              </span>
              <span className="block text-14 text-ink-2">
                {order === null
                  ? t({ id: 'schools.order.formats', message: 'PDF, JPEG или PNG до 20 МБ. Можно сфотографировать.' })
                  : t({ id: 'schools.order.another', message: 'Загружен. Нажмите, чтобы заменить.' })}
              </span>
            </span>
          </AriaButton>
        </FileTrigger>
      </DropZone>
      {part !== null && (
        <div className="mt-3 flex items-center gap-3 text-14 text-ink-2">
          <ProgressBar
            value={percent}
            max={100}
            label={t({ id: 'schools.order.progress', message: 'Загрузка приказа' })}
          />
          <span className="num">{percent} %</span>
        </div>
      )}
      {shown !== undefined ? (
        <p role="alert" className={errorLook}>
          {shown}
        </p>
      ) : (
        hint !== undefined && <p className="mt-1.5 text-13 text-ink-2">{hint}</p>
      )}
      {picture !== null && order !== null && (
        <div className="mt-3 flex h-[420px] overflow-hidden rounded-m">
          <OrderView address={picture.address} file={picture.file} type={picture.type} />
        </div>
      )}
    </div>
  )
}

interface Picture {
  readonly address: string
  readonly file: File
  readonly type: 'pdf' | 'jpeg' | 'png'
}

function useSending(onChange: (order: SentOrder | null) => void) {
  const [part, setPart] = useState<number | null>(null)
  const [failure, setFailure] = useState<ApiError | null>(null)
  const [picture, setPicture] = useState<Picture | null>(null)
  const sending = useRef<Sending | null>(null)
  useEffect(() => () => sending.current?.stop(), [])
  useEffect(() => (picture === null ? undefined : () => URL.revokeObjectURL(picture.address)), [picture])
  const take = (file: File): void => {
    sending.current?.stop()
    setFailure(null)
    setPart(0)
    const mine = sendOrder(file, setPart)
    sending.current = mine
    mine.done.then(
      (upload) => {
        setPart(null)
        setPicture({ address: URL.createObjectURL(file), file, type: typeOf(file) })
        onChange({ upload, name: file.name })
      },
      (error: unknown) => {
        setPart(null)
        setFailure(error instanceof ApiError ? error : new ApiError('unavailable'))
      },
    )
  }
  return { part, failure, picture, take }
}

function typeOf(file: File): Picture['type'] {
  if (file.type === 'image/png') return 'png'
  return file.type === 'image/jpeg' ? 'jpeg' : 'pdf'
}
