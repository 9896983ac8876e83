/**
 * The secret part of an address: what stands after #. No server, log or preview sees it. `hide` takes it out of the
 * address bar at once, so that it does not stay in the history of a shared computer.
 */
import { useEffect, useState } from 'react'

export function useFragment(hide: boolean): string | null {
  const [token, setToken] = useState(() => readFragment(location.hash))
  useEffect(() => {
    // Another link of the same page, opened in the same tab, loads nothing anew.
    const look = (): void => setToken((before) => readFragment(location.hash) ?? before)
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])
  if (hide && token !== null && location.hash !== '') history.replaceState(history.state, '', location.pathname)
  return token
}

/** Only what may stand in a token; anything else is no token. */
export function readFragment(hash: string): string | null {
  const token = hash.replace(/^#/, '')
  return /^[A-Za-z0-9_-]{10,100}$/.test(token) ? token : null
}

/** The token of an address or of itself, as people paste it: with spaces, a line break, or the whole line of the terminal. */
export function tokenOf(pasted: string): string | null {
  const fragment = /#([A-Za-z0-9_-]{10,100})/.exec(pasted)
  return fragment?.[1] ?? readFragment(pasted.trim())
}
