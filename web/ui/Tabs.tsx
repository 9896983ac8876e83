import type { ReactNode } from 'react'
import type { Key } from 'react-aria-components'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'

export interface TabEntry<K extends Key = string> {
  readonly id: K
  readonly text: string
  readonly count?: number | undefined
  readonly content: ReactNode
}

export function Tabs<K extends Key>({
  label,
  tabs,
  value,
  onChange,
}: {
  label: string
  tabs: readonly TabEntry<K>[]
  value: K
  onChange: (value: K) => void
}) {
  return (
    <AriaTabs selectedKey={value} onSelectionChange={(key) => onChange(key as K)}>
      <TabList aria-label={label} className="no-bar flex gap-6 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Tab
            key={tab.id}
            id={tab.id}
            className="flex h-11 cursor-pointer items-center gap-1.5 whitespace-nowrap border-b-[3px] border-transparent font-medium text-ink-2 outline-none transition-colors duration-120 hover:text-ink focus-visible:bg-hover selected:border-board selected:text-ink"
          >
            {tab.text}
            {tab.count !== undefined && <span className="num text-ink-2">{tab.count}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="pt-4 outline-none">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
