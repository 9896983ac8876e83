import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { rename } from '#contract/classes.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import type { ClassLine } from './class-line.ts'

export function RenameDialog({ line, onClose }: { line: ClassLine; onClose: () => void }) {
  const { t } = useLingui()
  const [name, setName] = useState(line.name)
  const renaming = useAction()
  const save = () => {
    if (name.trim() === '') return renaming.mark({ name: 'required' })
    void renaming.run(async () => {
      await api(rename, { classId: line.id, name })
      onClose()
    })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t({ id: 'classes.rename.title', message: 'Название класса' })}
      footer={
        <Button look="primary" isPending={renaming.isPending} onPress={save}>
          {t({ id: 'ui.save', message: 'Сохранить' })}
        </Button>
      }
    >
      <TextField
        label={t({ id: 'classes.name', message: 'Название' })}
        hint={t({ id: 'classes.name.hint', message: 'Чаты класса переименуются сами.' })}
        value={name}
        onChange={setName}
        maxLength={20}
        error={renaming.field('name') ?? renaming.text}
        autoFocus
      />
    </Dialog>
  )
}
