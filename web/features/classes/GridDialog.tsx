import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { clsx } from 'clsx'
import { useState } from 'react'
import { createGrid } from '#contract/classes.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toasts } from '#web/ui/toasts.ts'
import type { ClassLine } from './class-line.ts'
import { grades, letters, nameOf, pressedCells, toggle, toggleAll } from './grid.ts'

/** All classes of the school by pressing cells; a press on a letter or a number takes the whole line. */
export function GridDialog({ classes, onClose }: { classes: readonly ClassLine[]; onClose: () => void }) {
  const { t } = useLingui()
  const [pressed, setPressed] = useState<ReadonlySet<string>>(new Set())
  const creating = useAction()
  const standing = new Set(classes.map(({ name }) => name))
  const count = pressed.size
  const create = () =>
    void creating.run(async () => {
      const { created } = await api(createGrid, { cells: pressedCells(pressed) })
      toasts.show(
        t({
          id: 'classes.created',
          message: plural(created, {
            one: 'Создан # класс',
            few: 'Создано # класса',
            many: 'Создано # классов',
            other: 'Создано # класса',
          }),
        }),
      )
      onClose()
    })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="wide"
      title={t({ id: 'classes.grid', message: 'Классы школы' })}
      footer={
        <Button look="primary" isDisabled={count === 0} isPending={creating.isPending} onPress={create}>
          {count === 0
            ? t({ id: 'classes.grid.press', message: 'Нажмите на клетки' })
            : t({
                id: 'classes.grid.create',
                message: plural(count, {
                  one: 'Создать # класс',
                  few: 'Создать # класса',
                  many: 'Создать # классов',
                  other: 'Создать # класса',
                }),
              })}
        </Button>
      }
    >
      <p className="mb-3 text-14 text-ink-2">
        {t({
          id: 'classes.grid.note',
          message:
            'Нажмите на классы, которые есть в школе. Буква или цифра отметит всю линию. У каждого класса сразу появятся чаты.',
        })}
      </p>
      {creating.text !== undefined && <Banner tone="red">{creating.text}</Banner>}
      <Grid standing={standing} pressed={pressed} onChange={setPressed} />
    </Dialog>
  )
}

interface GridProps {
  /** Names of classes that the school has. */
  standing: ReadonlySet<string>
  pressed: ReadonlySet<string>
  onChange: (pressed: ReadonlySet<string>) => void
}

function Grid({ standing, pressed, onChange }: GridProps) {
  const { t } = useLingui()
  return (
    <div className="overflow-x-auto pb-1">
      <table
        aria-label={t({ id: 'classes.grid', message: 'Классы школы' })}
        className="border-separate border-spacing-1"
      >
        <thead>
          <tr>
            <th scope="col" className="p-0">
              <span className="sr-only">{t({ id: 'classes.grid.parallel', message: 'Параллель' })}</span>
            </th>
            {letters.map((letter) => (
              <th key={letter} scope="col" className="p-0">
                <Line
                  name={t({ id: 'classes.grid.letter', message: `Все классы с буквой ${letter}` })}
                  text={letter}
                  onPress={() =>
                    onChange(
                      toggleAll(
                        pressed,
                        grades.map((grade) => ({ grade, letter })),
                        standing,
                      ),
                    )
                  }
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grades.map((grade) => (
            <tr key={grade}>
              <th scope="row" className="p-0">
                <Line
                  name={t({ id: 'classes.grid.grade', message: `Все ${grade}-е классы` })}
                  text={String(grade)}
                  onPress={() =>
                    onChange(
                      toggleAll(
                        pressed,
                        letters.map((letter) => ({ grade, letter })),
                        standing,
                      ),
                    )
                  }
                />
              </th>
              {letters.map((letter) => {
                const name = nameOf({ grade, letter })
                return (
                  <td key={letter} className="p-0">
                    <ClassCell
                      name={name}
                      isStanding={standing.has(name)}
                      isPressed={pressed.has(name)}
                      onPress={() => onChange(toggle(pressed, name))}
                    />
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Line({ name, text, onPress }: { name: string; text: string; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-label={name}
      onClick={onPress}
      className="num grid h-11 w-full min-w-11 cursor-pointer place-items-center rounded-s text-14 font-medium text-ink-2 hover:bg-hover"
    >
      {text}
    </button>
  )
}

function ClassCell({
  name,
  isStanding,
  isPressed,
  onPress,
}: {
  name: string
  isStanding: boolean
  isPressed: boolean
  onPress: () => void
}) {
  return (
    <button
      type="button"
      aria-pressed={isStanding || isPressed}
      disabled={isStanding}
      onClick={onPress}
      className={clsx(
        'num grid h-11 w-13 place-items-center rounded-s text-14 font-medium',
        isStanding
          ? 'bg-hover text-ink-2'
          : isPressed
            ? 'cursor-pointer bg-board text-on-board'
            : 'cursor-pointer shadow-[inset_0_0_0_1px_var(--line)] hover:bg-hover',
      )}
    >
      {name}
    </button>
  )
}
