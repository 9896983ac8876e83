import { useCallback, useEffect, useState } from 'react'

/** Seconds left, counted by the clock and not by ticks: a phone that slept is not behind. */
export function useCountdown(seconds: number): { left: number; restart: (seconds: number) => void } {
  const [until, setUntil] = useState(() => Date.now() + seconds * 1000)
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const look = (): void => setLeft(secondsLeft(until, Date.now()))
    look()
    const timer = setInterval(look, 500)
    return () => clearInterval(timer)
  }, [until])
  return { left, restart: useCallback((again: number) => setUntil(Date.now() + again * 1000), []) }
}

function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000))
}
