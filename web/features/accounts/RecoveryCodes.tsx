import { useLingui } from '@lingui/react/macro'
import { Copy, Download, Printer } from 'lucide-react'
import { useState } from 'react'
import { Banner } from '#web/ui/Banner.tsx'
import { save } from '#web/kernel/save.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { PrintSheet } from '#web/ui/PrintSheet.tsx'
import { toasts } from '#web/ui/toasts.ts'

/** Shown once. Copied, printed or saved: whatever is at hand on a Friday evening. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useLingui()
  const [isKept, setKept] = useState(false)
  const title = t({ id: 'accounts.recovery.title', message: 'Запасные коды' })
  return (
    <Entry
      title={title}
      note={t({
        id: 'accounts.recovery.note',
        message: 'Если телефон потеряется, каждый код впустит один раз. Больше мы их не покажем: сохраните сейчас.',
      })}
    >
      <Card as="section" className="p-5">
        <ol className="num grid grid-cols-2 gap-x-6 gap-y-2 text-17 font-medium" aria-label={title}>
          {codes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
        <KeepButtons codes={codes} onKept={() => setKept(true)} />
      </Card>
      <PrintSheet>
        <h1>{`${title} · ${location.host}`}</h1>
        <ul className="mt-6 text-[20px] leading-loose">
          {codes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </PrintSheet>
      <div className="mt-4 flex flex-col gap-3">
        {!isKept && (
          <Banner tone="bell">
            {t({ id: 'accounts.recovery.keep', message: 'Данные для входа. Никому не сообщайте.' })}
          </Banner>
        )}
        <Button look="primary" size="large" wide onPress={onDone}>
          {t({ id: 'accounts.recovery.done', message: 'Коды сохранены, дальше' })}
        </Button>
      </div>
    </Entry>
  )
}

function KeepButtons({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useLingui()
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    onKept()
    toasts.show(t({ id: 'accounts.recovery.copied', message: 'Коды скопированы' }))
  }
  return (
    <div className="mt-5 flex flex-wrap gap-2">
      <Button look="outline" size="small" icon={Copy} onPress={() => void copy()}>
        {t({ id: 'accounts.recovery.copy', message: 'Скопировать' })}
      </Button>
      <Button
        look="outline"
        size="small"
        icon={Printer}
        onPress={() => {
          onKept()
          window.print()
        }}
      >
        {t({ id: 'accounts.recovery.print', message: 'Напечатать' })}
      </Button>
      <Button
        look="outline"
        size="small"
        icon={Download}
        onPress={() => {
          onKept()
          save(
            t({ id: 'accounts.recovery.file', message: 'Перемена — запасные коды.txt' }),
            new Blob([codes.join('\r\n')], { type: 'text/plain;charset=utf-8' }),
          )
        }}
      >
        {t({ id: 'accounts.recovery.save', message: 'Сохранить файлом' })}
      </Button>
    </div>
  )
}
