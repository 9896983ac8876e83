import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useFragment } from '#web/kernel/fragment.ts'
import { Invitation } from './Invitation.tsx'

/** An invitation opened by its link or QR code: the secret stands in the fragment. Without one the code is typed. */
export function LinkScreen() {
  const navigate = useNavigate()
  const secret = useFragment(true)
  useEffect(() => {
    if (secret === null) void navigate({ to: '/code', replace: true })
  }, [secret, navigate])
  return secret === null ? null : <Invitation secret={secret} onAnother={() => void navigate({ to: '/code' })} />
}
