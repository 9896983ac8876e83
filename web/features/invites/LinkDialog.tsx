import { useLingui } from '@lingui/react/macro'
import { Copy, Printer, Share2 } from 'lucide-react'
import { usePerson } from '#web/kernel/use-me.ts'
import { useSchoolTime } from '#web/kernel/time/use-time.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { PrintSheet } from '#web/ui/PrintSheet.tsx'
import { Qr } from '#web/ui/Qr.tsx'
import { toasts } from '#web/ui/toasts.ts'
import { addressOf, type LinkLine } from './link-line.ts'
import { kindTexts } from './link-texts.ts'

/** The link to hand on: a picture for the camera, the address to copy, a sheet for the wall. */
export function LinkDialog({ line, token, onClose }: { line: LinkLine; token: string; onClose: () => void }) {
  const { t, i18n } = useLingui()
  const { schoolName } = usePerson()
  const time = useSchoolTime()
  const address = addressOf(token, location.origin)
  const title = [i18n._(kindTexts[line.kind]), line.className].filter(Boolean).join(' · ')
  const until = time.full(line.expiresAt)
  const left = Math.max(0, line.maxUses - line.uses)
  const qr = t({ id: 'invites.link.qr', message: 'QR-код ссылки' })
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    toasts.show(t({ id: 'invites.link.copied', message: 'Ссылка скопирована' }))
  }
  return (
    <Dialog isOpen onClose={onClose} title={title}>
      <div className="flex flex-col items-center gap-4 text-center">
        <Qr text={address} label={qr} size={220} />
        <code className="max-w-full rounded-s bg-surface-2 px-3 py-2 font-sans text-14 break-all select-all">
          {address}
        </code>
        <p className="num text-14 text-ink-2">
          {t({ id: 'invites.link.terms', message: `Действует до ${until}, осталось мест: ${left}.` })}
        </p>
        <div className="flex flex-wrap justify-center gap-2">
          <Button look="primary" icon={Copy} onPress={() => void copy()}>
            {t({ id: 'invites.link.copy', message: 'Скопировать' })}
          </Button>
          <Button look="outline" icon={Printer} onPress={() => window.print()}>
            {t({ id: 'invites.link.print', message: 'Напечатать' })}
          </Button>
          {'share' in navigator && (
            <Button
              look="outline"
              icon={Share2}
              onPress={() => void navigator.share({ url: address, title }).catch(() => undefined)}
            >
              {t({ id: 'invites.link.share', message: 'Передать' })}
            </Button>
          )}
        </div>
      </div>
      <PrintSheet>
        <div className="flex flex-col items-center pt-16 text-center">
          <p className="text-17">{schoolName}</p>
          <h1 className="mt-2 mb-10 text-[40px]!">{title}</h1>
          <Qr text={address} label={qr} size={380} />
          <p className="mt-8 text-17">
            {t({ id: 'invites.link.print.how', message: 'Наведите камеру телефона на код или откройте адрес:' })}
          </p>
          <p className="mt-2 text-17 font-bold break-all">{address}</p>
          <p className="mt-6">{t({ id: 'invites.link.print.until', message: `Действует до ${until}` })}</p>
        </div>
      </PrintSheet>
    </Dialog>
  )
}
