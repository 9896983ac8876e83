/** What a feature gives to the web client: screens, entries of the navigation, actions. Told by its `index.ts`. */
import type { MessageDescriptor } from '@lingui/core'
import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { Me } from './me.ts'
import type { Readable } from './value.ts'

export interface Screen {
  /** `/classes/$classId`: the part after `$` is a parameter. */
  readonly path: string
  /** `() => import('./ClassScreen.tsx').then((module) => module.ClassScreen)`: every screen is a piece of its own. */
  readonly load: () => Promise<ComponentType>
  /** `shell`: with the rail; `bare`: the whole window. */
  readonly frame: 'shell' | 'bare'
  /** Who may see it at all; others are led to their own start. */
  readonly may: (me: Me) => boolean
  /** Screens drawn inside this one's `Outlet`. */
  readonly children?: readonly Omit<Screen, 'frame' | 'may'>[]
  /** The screen takes the whole phone, without the bar of sections. */
  readonly hidesBar?: boolean
}

export interface NavItem {
  readonly id: string
  readonly text: MessageDescriptor
  readonly icon: LucideIcon
  readonly to: string
  readonly may: (me: Me) => boolean
  readonly count?: Readable<number>
}

/** Feeds buttons, menus, shortcuts and the palette; hides itself where `may` says no. */
export interface Action<Context = Me> {
  readonly name: string
  readonly text: MessageDescriptor
  readonly icon?: LucideIcon
  /** «Ctrl+Shift+M», as it is shown; `Ctrl` means Cmd on a Mac. */
  readonly shortcut?: string
  readonly danger?: boolean
  /** Stands in the menu of one's own picture («Ещё» on a phone) as well. */
  readonly inMenu?: boolean
  readonly may: (context: Context) => boolean
  readonly run: (context: Context) => void | Promise<void>
}

/** One line of the palette (Ctrl+K). */
export interface PaletteEntry {
  readonly id: string
  readonly text: string
  readonly note?: string
  readonly run: () => void
}

export interface PaletteSource {
  readonly id: string
  readonly title: MessageDescriptor
  /** What fits the typed text, best first, at most ten. */
  readonly find: (text: string, me: Me) => Promise<readonly PaletteEntry[]> | readonly PaletteEntry[]
}

export interface WebFeature {
  readonly name: string
  readonly screens?: readonly Screen[]
  readonly nav?: readonly NavItem[]
  readonly actions?: readonly Action[]
  readonly palette?: readonly PaletteSource[]
  /** Where somebody starts, if this feature has an opinion; the first feature in order that answers wins. */
  readonly home?: (me: Me) => string | undefined
  /** A line over every screen (the example school). */
  readonly banner?: ComponentType
  /** Runs while somebody acts as a person; the answer stops it. */
  readonly start?: (me: Me) => () => void
}
