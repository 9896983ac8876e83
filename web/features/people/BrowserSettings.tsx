import { useLingui } from '@lingui/react/macro'
import { notifyOn, soundOn, switchNotifications } from '#web/kernel/attention.ts'
import { themeChoice, type ThemeChoice } from '#web/kernel/theme.ts'
import { useValue } from '#web/kernel/use-value.ts'
import { Card } from '#web/ui/Card.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { Chips } from '#web/ui/Chips.tsx'
import { toasts } from '#web/ui/toasts.ts'

/** Theme, sound and notifications: of this browser only. */
export function BrowserSettings() {
  const { t } = useLingui()
  const theme = useValue(themeChoice)
  const sound = useValue(soundOn)
  const notify = useValue(notifyOn)
  const label = t({ id: 'people.theme', message: 'Тема' })
  const change = async (on: boolean) => {
    if (await switchNotifications(on)) return
    toasts.show(
      t({
        id: 'people.notify-refused',
        message: 'Браузер не разрешает уведомления. Разрешите их в его настройках для этого сайта.',
      }),
      { tone: 'error' },
    )
  }
  return (
    <Card className="px-5 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1">
        <span className="grow">{label}</span>
        <Chips<ThemeChoice>
          label={label}
          chips={[
            { id: 'auto', text: t({ id: 'people.theme.auto', message: 'Как на устройстве' }) },
            { id: 'light', text: t({ id: 'people.theme.light', message: 'Светлая' }) },
            { id: 'dark', text: t({ id: 'people.theme.dark', message: 'Тёмная' }) },
          ]}
          value={theme}
          onChange={(choice) => themeChoice.set(choice)}
        />
      </div>
      <Checkbox isSelected={sound} onChange={(on) => soundOn.set(on)}>
        {t({ id: 'people.sound', message: 'Звук новых сообщений' })}
      </Checkbox>
      <Checkbox isSelected={notify} onChange={(on) => void change(on)}>
        {t({ id: 'people.notify', message: 'Уведомления, пока страница открыта' })}
      </Checkbox>
    </Card>
  )
}
