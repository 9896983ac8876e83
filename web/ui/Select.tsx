import { clsx } from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
  type Key,
} from 'react-aria-components'
import { boxLook, errorLook, hintLook, labelLook } from './field-look.ts'
import { Icon } from './Icon.tsx'

export interface Choice<K extends Key = string> {
  readonly id: K
  readonly text: string
  readonly hint?: string | undefined
}

export interface SelectProps<K extends Key> {
  label: string
  labelHidden?: boolean | undefined
  choices: readonly Choice<K>[]
  value: K | null
  onChange: (value: K) => void
  placeholder?: string | undefined
  hint?: ReactNode
  error?: string | undefined
  isDisabled?: boolean | undefined
  isRequired?: boolean | undefined
  name?: string | undefined
  className?: string | undefined
}

export function Select<K extends Key>(props: SelectProps<K>) {
  return (
    <AriaSelect
      value={props.value}
      onChange={(key) => key !== null && props.onChange(key as K)}
      isInvalid={props.error !== undefined}
      isDisabled={props.isDisabled ?? false}
      isRequired={props.isRequired ?? false}
      {...(props.name === undefined ? {} : { name: props.name })}
      {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
      className={clsx('block', props.className)}
    >
      <Label className={props.labelHidden ? 'sr-only' : labelLook}>{props.label}</Label>
      <Button
        className={clsx(
          boxLook,
          'flex h-[46px] cursor-pointer items-center gap-2 text-left focus-visible:shadow-[inset_0_0_0_2px_var(--board)]',
        )}
      >
        <SelectValue className="cut grow placeholder-shown:text-ink-3" />
        <Icon of={ChevronDown} size={18} className="text-ink-2" />
      </Button>
      {props.hint !== undefined && props.error === undefined && (
        <Text slot="description" className={hintLook}>
          {props.hint}
        </Text>
      )}
      <FieldError className={errorLook}>{props.error}</FieldError>
      <Popover className="rise min-w-(--trigger-width) overflow-hidden rounded-m bg-surface shadow-card ring-1 ring-line">
        <ListBox className="max-h-80 overflow-auto p-1.5 outline-none">
          {props.choices.map((choice) => (
            <ListBoxItem
              key={choice.id}
              id={choice.id}
              textValue={choice.text}
              className="flex min-h-11 cursor-pointer items-center gap-2 rounded-s px-3 py-1.5 outline-none focus:bg-hover selected:font-medium"
            >
              {({ isSelected }) => (
                <>
                  <span className="grow">
                    {choice.text}
                    {choice.hint && <span className="block text-13 text-ink-2">{choice.hint}</span>}
                  </span>
                  {isSelected && <Icon of={Check} size={18} className="text-board-ink" />}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
