import { useLingui } from '@lingui/react/macro'
import { Download } from 'lucide-react'
import { useRef, useState } from 'react'
import { stillAtFault } from '#web/kernel/check-input.ts'
import { save } from '#web/kernel/save.ts'
import { type Doing, useAction } from '#web/kernel/use-action.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { AdminFields } from './AdminFields.tsx'
import { type ApplicationDraft, faultsOf } from './application-draft.ts'
import { orderDocument } from './order-sample.ts'
import { OrderField, type SentOrder } from './OrderField.tsx'
import { regulationDocument } from './regulation-sample.ts'
import { SchoolFields } from './SchoolFields.tsx'

export interface FieldsProps {
  draft: ApplicationDraft
  onChange: (draft: ApplicationDraft) => void
  doing: Doing
}

const orderCodes = ['order_missing', 'order_not_document', 'order_too_large']

/** The whole application: the school, its administrator, the order. Faults stand at their fields before anything is sent. */
export function ApplicationFields({
  draft,
  onChange,
  needsOrder,
  orderName,
  submitText,
  onSubmit,
}: Omit<FieldsProps, 'doing'> & {
  needsOrder: boolean
  /** The order that was sent before and still stands. */
  orderName?: string
  submitText: string
  onSubmit: (upload: string | null) => Promise<void>
}) {
  const { t } = useLingui()
  const form = useRef<HTMLFormElement>(null)
  const [order, setOrder] = useState<SentOrder | null>(null)
  const doing = useAction()
  const change = (next: ApplicationDraft) => {
    onChange(next)
    if (doing.error?.code === 'invalid_input')
      doing.mark(
        stillAtFault(doing.error.fields, { ...faultsOf(next), ...(order === null ? { order: 'order_missing' } : {}) }),
      )
  }
  const submit = () => {
    const faults = { ...faultsOf(draft), ...(needsOrder && order === null ? { order: 'order_missing' } : {}) }
    if (Object.keys(faults).length > 0) {
      doing.mark(faults)
      requestAnimationFrame(() =>
        form.current
          ?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')
          ?.scrollIntoView({ block: 'center' }),
      )
      return
    }
    void doing.run(() => onSubmit(order?.upload ?? null))
  }
  const orderCode = doing.error !== null && orderCodes.includes(doing.error.code)
  const missing = doing.error?.fields['order'] !== undefined && order === null
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Part title={t({ id: 'schools.part.school', message: 'Школа' })}>
        <SchoolFields draft={draft} onChange={change} doing={doing} />
      </Part>
      <Part title={t({ id: 'schools.part.admin', message: 'Администратор школы' })}>
        <AdminFields draft={draft} onChange={change} doing={doing} />
      </Part>
      <Part title={t({ id: 'schools.part.order', message: 'Приказ о назначении администратора' })}>
        <OrderField
          order={order}
          onChange={setOrder}
          error={missing ? doing.field('order') : orderCode ? doing.text : undefined}
          hint={
            orderName === undefined
              ? undefined
              : t({ id: 'schools.order.kept', message: `Если не заменить, останется «${orderName}».` })
          }
        />
        <Samples draft={draft} />
      </Part>
      {doing.text !== undefined && !orderCode && <Banner tone="red">{doing.text}</Banner>}
      <Button type="submit" look="primary" size="large" wide isPending={doing.isPending}>
        {submitText}
      </Button>
    </form>
  )
}

/** For the director's office: what is typed above stands in them already. */
function Samples({ draft }: { draft: ApplicationDraft }) {
  const { t } = useLingui()
  const offer = (name: string, document: Uint8Array<ArrayBuffer>): void =>
    save(name, new Blob([document], { type: wordType }))
  return (
    <div className="flex flex-col gap-2 text-14 text-ink-2">
      <p>{t({ id: 'schools.samples', message: 'Бумаг ещё нет? В образцах уже стоит то, что вписано в заявку.' })}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          look="outline"
          size="small"
          icon={Download}
          onPress={() =>
            offer(
              t({ id: 'schools.order.sample.file', message: 'Приказ о назначении администратора.docx' }),
              orderDocument(draft),
            )
          }
        >
          {t({ id: 'schools.order.sample', message: 'Скачать образец приказа' })}
        </Button>
        <Button
          look="outline"
          size="small"
          icon={Download}
          onPress={() =>
            offer(
              t({ id: 'schools.regulation.sample.file', message: 'Положение о платформе.docx' }),
              regulationDocument(draft),
            )
          }
        >
          {t({ id: 'schools.regulation.sample', message: 'Скачать образец положения' })}
        </Button>
      </div>
    </div>
  )
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Card as="section" className="p-5">
      <h2 className="mb-4">{title}</h2>
      <div className="flex flex-col gap-4">{children}</div>
    </Card>
  )
}
