import { useAddressPart } from '#web/kernel/use-address-part.ts'
import { ClassPage } from './ClassPage.tsx'

export function ClassScreen() {
  const classId = useAddressPart('classId') ?? ''
  return <ClassPage key={classId} classId={classId} />
}
