import { useLayoutEffect, useRef } from 'react'
import { caretAfter, formatPhone } from './phone-format.ts'
import { TextField, type TextFieldProps } from './TextField.tsx'

export interface PhoneFieldProps extends Omit<TextFieldProps, 'value' | 'onChange' | 'inputRef' | 'type'> {
  value: string
  onChange: (value: string) => void
}

export function PhoneField({ value, onChange, ...rest }: PhoneFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const caret = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (caret.current === null || input.current === null || document.activeElement !== input.current) return
    input.current.setSelectionRange(caret.current, caret.current)
    caret.current = null
  }, [value])
  const change = (typed: string) => {
    const shown = formatPhone(typed)
    const at = input.current?.selectionStart ?? typed.length
    const digitsAfter = typed.slice(at).replace(/\D/g, '').length
    const digitsInAll = shown.replace(/\D/g, '').length
    caret.current = caretAfter(shown, Math.max(0, digitsInAll - digitsAfter))
    onChange(shown)
  }
  return (
    <TextField
      type="tel"
      inputMode="tel"
      autoComplete="tel"
      placeholder="+7 900 000-00-00"
      {...rest}
      inputRef={input}
      value={value}
      onChange={change}
      inputClassName="num"
    />
  )
}
