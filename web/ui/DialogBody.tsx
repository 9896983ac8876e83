import { useLingui } from '@lingui/react/macro'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './Button.tsx'
import type { DialogProps } from './Dialog.tsx'

/** The open dialog: loaded when the first one of the page opens. */
export function DialogBody({ title, onClose, footer, size = 'normal', bare, children }: Omit<DialogProps, 'isOpen'>) {
  const { t } = useLingui()
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fade-in fixed inset-0 z-50 flex items-end justify-center bg-[rgb(10_20_15/0.45)] two:items-center two:p-6"
    >
      <Modal
        className={clsx(
          'sheet-up flex max-h-[92dvh] w-full flex-col overflow-hidden rounded-t-l bg-surface shadow-card two:max-h-[84dvh] two:rounded-l',
          size === 'wide' ? 'two:max-w-[720px]' : 'two:max-w-[460px]',
        )}
      >
        <AriaDialog aria-label={title} className="flex min-h-0 flex-1 flex-col outline-none">
          {!bare && (
            <header className="flex items-center gap-2 pt-2 pr-2 pl-5">
              <Heading slot="title" className="grow text-17 font-bold">
                {title}
              </Heading>
              <IconButton icon={X} name={t({ id: 'ui.close', message: 'Закрыть' })} onPress={onClose} />
            </header>
          )}
          <div className={clsx('min-h-0 flex-1 overflow-auto', !bare && 'px-5 pt-1 pb-5')}>{children}</div>
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line-2 px-5 pt-3 pb-[max(12px,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
