import { useLingui } from '@lingui/react/macro'
import { Copy, Printer } from 'lucide-react'
import { Button } from './Button.tsx'
import { PrintSheet } from './PrintSheet.tsx'
import { Qr } from './Qr.tsx'
import { toasts } from './toasts.ts'

export interface SecretCodeProps {
  /** Ten characters, shown once. */
  code: string
  /** Whose it is. */
  name: string
  note: string
  /** Where it is typed; with `link` the picture leads there at once. */
  address: string
  link?: string | undefined
}

/** A code that is told once: large, copied, printed as a slip. */
export function SecretCode({ code, name, note, address, link }: SecretCodeProps) {
  const { t } = useLingui()
  const shown =
    code
      .replace(/[\s-]/g, '')
      .match(/.{1,2}/g)
      ?.join(' ') ?? code
  const copy = async () => {
    await navigator.clipboard.writeText(shown)
    toasts.show(t({ id: 'ui.code-copied', message: 'Код скопирован' }))
  }
  const where = address.replace(/^https?:\/\//, '')
  return (
    <div className="flex flex-col items-center gap-4 text-center">
      <div className="text-17 font-medium">{name}</div>
      {link !== undefined && <Qr text={link} label={t({ id: 'ui.code-qr', message: 'QR-код для входа' })} />}
      <output className="num text-30 font-bold tracking-[0.06em]">{shown}</output>
      <p className="text-14 text-ink-2">
        {t({ id: 'ui.code-where', message: `Вводится по адресу ${where}` })}
        <br />
        {note}
      </p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button look="outline" icon={Copy} onPress={() => void copy()}>
          {t({ id: 'ui.copy', message: 'Скопировать' })}
        </Button>
        <Button look="outline" icon={Printer} onPress={() => window.print()}>
          {t({ id: 'ui.print', message: 'Напечатать' })}
        </Button>
      </div>
      <PrintSheet>
        <div className="flex items-start gap-6 border-b border-dashed pb-6">
          {link !== undefined && (
            <Qr text={link} label={t({ id: 'ui.code-qr', message: 'QR-код для входа' })} size={150} />
          )}
          <div>
            <h1>{name}</h1>
            <p className="mt-2">
              {t({ id: 'ui.code-steps', message: `Наведите камеру на код или откройте ${where} и введите знаки:` })}
            </p>
            <p className="num mt-2 text-24 font-bold">{shown}</p>
          </div>
        </div>
      </PrintSheet>
    </div>
  )
}
