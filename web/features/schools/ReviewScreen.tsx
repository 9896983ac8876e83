import { useAddressPart } from '#web/kernel/use-address-part.ts'
import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import { viewApplication } from '#contract/schools.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { useQuery } from '#web/kernel/use-call.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { IconButton } from '#web/ui/Button.tsx'
import { Chips } from '#web/ui/Chips.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { FormSummary } from './FormSummary.tsx'
import { OrderView } from './OrderView.tsx'
import { useQueueReload } from './queue-reload.ts'
import { ReviewAnswer } from './ReviewAnswer.tsx'

/** The order beside the form: what stands in both must agree. On a phone the form first, then the scan. */
export function ReviewScreen() {
  const applicationId = useAddressPart('applicationId') ?? ''
  return <Review key={applicationId} applicationId={applicationId} />
}

function Review({ applicationId }: { applicationId: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const reloadQueue = useQueueReload()
  const { data, error, reload } = useQuery(viewApplication, { applicationId })
  const [step, setStep] = useState<'form' | 'order'>('form')
  if (error !== null) return <Banner tone="red">{textOfError(error)}</Banner>
  if (data === undefined)
    return <SkeletonRows rows={4} label={t({ id: 'schools.application.loading', message: 'Загружаем заявку' })} />
  const { application, orderUrl } = data
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col wide:flex-row">
      <header className="flex items-center gap-1 bg-surface px-2 py-2 wide:hidden">
        <h1 className="sr-only">{application.form.shortName}</h1>
        <IconButton
          icon={ChevronLeft}
          name={t({ id: 'schools.queue.back', message: 'К заявкам' })}
          onPress={() => void navigate({ to: '/applications' })}
        />
        <Chips
          label={t({ id: 'schools.review.step', message: 'Что показать' })}
          chips={[
            { id: 'form', text: t({ id: 'schools.review.form', message: 'Заявка' }) },
            { id: 'order', text: t({ id: 'schools.review.order', message: 'Приказ' }) },
          ]}
          value={step}
          onChange={setStep}
        />
      </header>
      <div className={clsx('flex min-h-0 min-w-0 flex-1', step === 'form' && 'max-wide:hidden')}>
        <OrderView address={orderUrl} type={application.order.type} />
      </div>
      <aside
        aria-label={t({ id: 'schools.review.form', message: 'Заявка' })}
        className={clsx(
          'flex min-h-0 flex-col overflow-auto bg-surface px-[22px] py-5 max-wide:flex-1 wide:w-[400px] wide:shrink-0',
          step === 'order' && 'max-wide:hidden',
        )}
      >
        <FormSummary application={application} />
        <ReviewAnswer
          application={application}
          onAnswered={() => {
            reload()
            reloadQueue()
          }}
        />
      </aside>
    </div>
  )
}
