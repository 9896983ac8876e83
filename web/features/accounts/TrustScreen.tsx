import { useLingui } from '@lingui/react/macro'
import { Download } from 'lucide-react'
import { Card } from '#web/ui/Card.tsx'
import { buttonLook } from '#web/ui/button-look.ts'
import { Entry } from '#web/ui/Entry.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { SupportLine } from './SupportLine.tsx'

/** How a phone or computer trusts the school's own certificate authority: only where the school has no domain. */
export function TrustScreen() {
  const { t } = useLingui()
  const ways = [
    {
      device: 'Android',
      steps: t({
        id: 'accounts.trust.android',
        message:
          'Настройки → Безопасность → Шифрование и учётные данные → Установить сертификат → Сертификат ЦС. Выберите скачанный файл.',
      }),
    },
    {
      device: 'iPhone, iPad',
      steps: t({
        id: 'accounts.trust.ios',
        message:
          'Настройки → Профиль загружен → Установить. Затем: Основные → Об этом устройстве → Доверие сертификатам → включите «Перемена».',
      }),
    },
    {
      device: 'Windows',
      steps: t({
        id: 'accounts.trust.windows',
        message:
          'Откройте файл → Установить сертификат → Локальный компьютер → Доверенные корневые центры сертификации.',
      }),
    },
    {
      device: 'macOS',
      steps: t({
        id: 'accounts.trust.macos',
        message: 'Откройте файл в «Связке ключей», раскройте «Доверие» и выберите «Всегда доверять».',
      }),
    },
  ]
  return (
    <Entry
      title={t({ id: 'accounts.trust', message: 'Доверять сертификату школы' })}
      note={t({
        id: 'accounts.trust.note',
        message:
          'Школа шифрует связь своим сертификатом. Устройству нужно один раз сказать, что он настоящий. Сверьте его с листком в школе.',
      })}
      foot={<SupportLine />}
    >
      <a href="/ca.crt" download className={`${buttonLook('primary', 'large')} w-full`}>
        <Icon of={Download} />
        {t({ id: 'accounts.trust.download', message: 'Скачать сертификат' })}
      </a>
      <Card as="section" className="mt-5 divide-y divide-line-2">
        {ways.map(({ device, steps }) => (
          <section key={device} className="px-5 py-4">
            <h2>{device}</h2>
            <p className="mt-1 text-14 text-ink-2">{steps}</p>
          </section>
        ))}
      </Card>
    </Entry>
  )
}
