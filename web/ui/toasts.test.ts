import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Toasts } from './toasts.ts'

function withTimer() {
  const timers: { run: () => void; ms: number }[] = []
  return { timers, toasts: new Toasts((run, ms) => timers.push({ run, ms })) }
}

test('a toast goes by itself, one with a way back stays longer', () => {
  const { timers, toasts } = withTimer()
  toasts.show('Скопировано')
  toasts.show('Ссылка аннулирована', { action: { text: 'Вернуть', run: () => {} } })
  assert.deepEqual(
    timers.map((timer) => timer.ms),
    [5000, 8000],
  )
  timers[0]!.run()
  assert.deepEqual(
    toasts.list().map((toast) => toast.text),
    ['Ссылка аннулирована'],
  )
})

test('no more than three are shown at once, the newest last', () => {
  const { toasts } = withTimer()
  for (const text of ['1', '2', '3', '4']) toasts.show(text)
  assert.deepEqual(
    toasts.list().map((toast) => toast.text),
    ['2', '3', '4'],
  )
})
