import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { beginTotp, confirmTotp } from '#contract/accounts.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { CodeField } from '#web/ui/CodeField.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { Qr } from '#web/ui/Qr.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'
import { inFours } from './code-groups.ts'

/** A picture to scan, its letters for who cannot, and the first six digits as a proof that it worked. */
export function TotpSetUp({
  onSet,
  onBack,
}: {
  onSet: (codes: readonly string[] | null) => Promise<void>
  onBack: () => void
}) {
  const { t } = useLingui()
  const [seed, setSeed] = useState<{ secret: string; uri: string } | null>(null)
  const [code, setCode] = useState('')
  const beginning = useAction()
  const confirming = useAction()
  const { run } = beginning
  useEffect(() => {
    if (seed === null) void run(async () => setSeed(await api(beginTotp, {})))
    // Asked for once: another seed would make the scanned one worthless.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
  const submit = (digits: string) => {
    if (digits.length < 6) return confirming.mark({ code: 'six_digits' })
    void confirming.run(async () => onSet((await api(confirmTotp, { code: digits })).recoveryCodes))
  }
  return (
    <Entry
      title={t({ id: 'accounts.totp.title', message: 'Приложение с кодами' })}
      note={t({
        id: 'accounts.totp.note',
        message: 'Наведите приложение на картинку и введите шесть цифр, которые оно покажет.',
      })}
      onBack={onBack}
    >
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          submit(code)
        }}
      >
        {beginning.text !== undefined && <Banner tone="red">{beginning.text}</Banner>}
        <div className="flex items-center gap-4 max-two:flex-col max-two:items-start">
          {seed === null ? (
            <Skeleton className="size-[168px]" />
          ) : (
            <Qr text={seed.uri} label={t({ id: 'accounts.totp.qr', message: 'QR-код для приложения' })} />
          )}
          <div className="min-w-0">
            <div className="text-13 text-ink-2">
              {t({ id: 'accounts.totp.by-hand', message: 'Или введите ключ вручную' })}
            </div>
            <code className="num mt-1 block font-sans text-15 leading-relaxed font-medium break-words select-all">
              {seed && inFours(seed.secret)}
            </code>
          </div>
        </div>
        <CodeField
          kind="digits"
          label={t({ id: 'accounts.totp.code', message: 'Шесть цифр из приложения' })}
          value={code}
          onChange={(value) => {
            setCode(value)
            confirming.clear()
          }}
          onComplete={submit}
          error={confirming.field('code') ?? confirming.text}
        />
        <Button type="submit" look="primary" size="large" wide isPending={confirming.isPending}>
          {t({ id: 'accounts.totp.confirm', message: 'Подтвердить' })}
        </Button>
      </form>
    </Entry>
  )
}
