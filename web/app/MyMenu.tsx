import { useLingui as useRuntime } from '@lingui/react'
import { useLingui } from '@lingui/react/macro'
import { clsx } from 'clsx'
import { Bell, BellOff, Languages, Menu as MenuIcon, Monitor, Moon, Sun, Users, Volume2, VolumeX } from 'lucide-react'
import { Button } from 'react-aria-components'
import { notifyOn, soundOn, switchNotifications } from '#web/kernel/attention.ts'
import { activateLocale } from '#web/kernel/i18n/i18n.ts'
import { local } from '#web/kernel/local.ts'
import { actAs } from '#web/kernel/me.ts'
import { themeChoice, type ThemeChoice } from '#web/kernel/theme.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { useValue } from '#web/kernel/use-value.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import { barLook, barPillLook } from '#web/ui/Shell.tsx'
import { toasts } from '#web/ui/toasts.ts'
import { features } from './features.ts'

const nextTheme: Record<ThemeChoice, ThemeChoice> = { auto: 'dark', dark: 'light', light: 'auto' }
const themeIcons = { auto: Monitor, dark: Moon, light: Sun }

/** One's own picture at the foot of the rail, «Ещё» in the phone's bar: settings of this browser, other persons, leaving. */
export function MyMenu({ place }: { place: 'rail' | 'bar' }) {
  const { t } = useLingui()
  const me = useMe()
  const entries = useEntries()
  const label = t({ id: 'app.my-menu', message: 'Моё меню' })
  const trigger =
    place === 'bar' ? (
      <Button className={clsx(barLook, 'text-ink-2')}>
        <span className={barPillLook}>
          <Icon of={MenuIcon} size={22} />
        </span>
        {t({ id: 'app.more', message: 'Ещё' })}
      </Button>
    ) : (
      <Button aria-label={label} className="grid size-11 cursor-pointer place-items-center rounded-full">
        {me.person === null ? (
          <Icon of={MenuIcon} />
        ) : (
          <Avatar id={me.person.personId} name={me.person.card.name} size="s" />
        )}
      </Button>
    )
  return (
    <Menu trigger={trigger} label={label} entries={entries} placement={place === 'bar' ? 'top end' : 'right bottom'} />
  )
}

function useEntries(): MenuEntry[] {
  const me = useMe()
  const { i18n } = useRuntime()
  const others = me.persons.filter((person) => person.personId !== me.person?.personId)
  const devices = useDeviceEntries()
  return [
    ...others.map((person) => ({
      id: person.personId,
      text: `${person.card.name} · ${person.schoolName}`,
      icon: Users,
      run: () => void actAs(person.personId),
    })),
    ...devices,
    {
      id: 'language',
      text: i18n.locale === 'ru' ? 'English' : 'Русский',
      icon: Languages,
      run: () => {
        const locale = i18n.locale === 'ru' ? 'en' : 'ru'
        local.set('locale', locale)
        void activateLocale(locale)
      },
    },
    ...features
      .flatMap((feature) => feature.actions ?? [])
      .filter((action) => action.inMenu === true && action.may(me))
      .map((action) => ({
        id: action.name,
        text: i18n._(action.text),
        icon: action.icon,
        danger: action.danger,
        shortcut: action.shortcut,
        run: () => void action.run(me),
      })),
  ]
}

/** What this device does when something comes, and how it looks. */
function useDeviceEntries(): MenuEntry[] {
  const { t } = useLingui()
  const [theme, sound, notify] = [useValue(themeChoice), useValue(soundOn), useValue(notifyOn)]
  const themeText = {
    auto: t({ id: 'app.theme-auto', message: 'Тема: как на устройстве' }),
    dark: t({ id: 'app.theme-dark', message: 'Тема: тёмная' }),
    light: t({ id: 'app.theme-light', message: 'Тема: светлая' }),
  }
  const notifications = async (): Promise<void> => {
    if (await switchNotifications(!notify)) return
    toasts.show(
      t({
        id: 'app.notify-refused',
        message: 'Браузер не разрешает уведомления. Разрешите их в его настройках для этого сайта.',
      }),
      { tone: 'error' },
    )
  }
  return [
    {
      id: 'sound',
      text: sound
        ? t({ id: 'app.sound-on', message: 'Звук новых сообщений: включён' })
        : t({ id: 'app.sound-off', message: 'Звук новых сообщений: выключен' }),
      icon: sound ? Volume2 : VolumeX,
      run: () => soundOn.set(!sound),
    },
    {
      id: 'notify',
      text: notify
        ? t({ id: 'app.notify-on', message: 'Уведомления: включены' })
        : t({ id: 'app.notify-off', message: 'Уведомления: выключены' }),
      icon: notify ? Bell : BellOff,
      run: () => void notifications(),
    },
    { id: 'theme', text: themeText[theme], icon: themeIcons[theme], run: () => themeChoice.set(nextTheme[theme]) },
  ]
}
