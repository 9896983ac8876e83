import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly id: string
  readonly title: string
  /** The title is read out and not shown. */
  readonly hiddenTitle?: boolean | undefined
  readonly cell: (row: Row) => ReactNode
  /** Classes of the cells, e.g. a width or `num`. */
  readonly className?: string | undefined
  /** Left out on a phone. */
  readonly wideOnly?: boolean | undefined
  /** The cell that names the row. */
  readonly rowHeader?: boolean | undefined
}

export interface TableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** Rows can be opened by a click; the cell that names the row should hold a link for the keyboard. */
  onOpen?: ((row: Row) => void) | undefined
}

/** Plain rows: lists for work are read and printed, and may be long. */
export function Table<Row>({ label, columns, rows, keyOf, onOpen }: TableProps<Row>) {
  return (
    <table aria-label={label} className="w-full border-collapse text-left">
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className={clsx(
                'px-3 py-2 text-13 max-two:px-2 font-medium text-ink-2',
                column.className,
                column.wideOnly && 'max-wide:hidden',
              )}
            >
              {column.hiddenTitle ? <span className="sr-only">{column.title}</span> : column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            onClick={onOpen && (() => onOpen(row))}
            className={clsx('border-t border-line-2', onOpen && 'cursor-pointer hover:bg-surface-2')}
          >
            {columns.map((column) => {
              const Cell = column.rowHeader ? 'th' : 'td'
              return (
                <Cell
                  key={column.id}
                  {...(column.rowHeader ? { scope: 'row' } : {})}
                  className={clsx(
                    'h-12 px-3 py-1 font-normal max-two:px-2',
                    column.className,
                    column.wideOnly && 'max-wide:hidden',
                  )}
                >
                  {column.cell(row)}
                </Cell>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
