import { useParams } from '@tanstack/react-router'
import { ClassPage } from './ClassPage.tsx'

export function ClassScreen() {
  const { classId } = useParams({ strict: false }) as { classId: string }
  return <ClassPage key={classId} classId={classId} />
}
