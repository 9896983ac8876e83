import { useLingui } from '@lingui/react/macro'
import { FlaskConical } from 'lucide-react'
import { Link } from 'react-aria-components'
import { useMe } from '#web/kernel/use-me.ts'
import { Banner } from '#web/ui/Banner.tsx'

/** Over every screen of the example, so that nobody takes it for real. */
export function ExampleBanner() {
  const { t } = useLingui()
  const { installation } = useMe()
  if (installation.mode !== 'example') return null
  return (
    <Banner
      flat
      tone="bell"
      icon={FlaskConical}
      action={
        <Link href="/example" className="touch-44 shrink-0 font-[600] underline underline-offset-2">
          {t({ id: 'setup.banner.switch', message: 'Кем войти' })}
        </Link>
      }
    >
      {t({ id: 'setup.banner', message: 'Школа-пример: люди придуманы.' })}
    </Banner>
  )
}
