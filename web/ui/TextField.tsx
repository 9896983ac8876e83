import { clsx } from 'clsx'
import type { ReactNode, Ref } from 'react'
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components'
import { boxLook, errorLook, hintLook, labelLook } from './field-look.ts'

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'children' | 'style' | 'isInvalid'> {
  label: string
  /** Hidden labels are still read aloud. */
  labelHidden?: boolean | undefined
  hint?: ReactNode
  /** What is wrong, in words; the field is marked while it is there. */
  error?: string | undefined
  placeholder?: string | undefined
  className?: string | undefined
  inputClassName?: string | undefined
  inputRef?: Ref<HTMLInputElement> | undefined
}

export function TextField({
  label,
  labelHidden,
  hint,
  error,
  placeholder,
  className,
  inputClassName,
  inputRef,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className={clsx('block', className)}>
      <Label className={labelHidden ? 'sr-only' : labelLook}>{label}</Label>
      <Input ref={inputRef} placeholder={placeholder} className={clsx(boxLook, 'h-[46px]', inputClassName)} />
      {hint !== undefined && error === undefined && (
        <Text slot="description" className={hintLook}>
          {hint}
        </Text>
      )}
      <FieldError className={errorLook}>{error}</FieldError>
    </AriaTextField>
  )
}

export interface TextAreaProps extends Omit<TextFieldProps, 'inputRef'> {
  rows?: number | undefined
}

export function TextArea({
  label,
  labelHidden,
  hint,
  error,
  placeholder,
  className,
  inputClassName,
  rows = 4,
  ...rest
}: TextAreaProps) {
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className={clsx('block', className)}>
      <Label className={labelHidden ? 'sr-only' : labelLook}>{label}</Label>
      <AriaTextArea
        rows={rows}
        placeholder={placeholder}
        className={clsx(boxLook, 'block resize-y py-3 leading-snug', inputClassName)}
      />
      {hint !== undefined && error === undefined && (
        <Text slot="description" className={hintLook}>
          {hint}
        </Text>
      )}
      <FieldError className={errorLook}>{error}</FieldError>
    </AriaTextField>
  )
}
