import { useParams } from '@tanstack/react-router'

/** What stands in the address at that name (`/class/$classId`), if the open screen has it. */
export function useAddressPart(name: string): string | undefined {
  const parts: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  return parts[name]
}
