import { useEffect, useState } from 'react'

const TICK_MS = 15_000

/**
 * The present moment by a clock that said `said` when it was asked: that of the server, whose business day may not be the
 * computer's. It goes on by itself. Without `said`, the computer's own.
 */
export function useMoment(said?: string): number {
  const [offset, setOffset] = useState(0)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    setOffset(said ? Date.parse(said) - Date.now() : 0)
    setNow(Date.now())
  }, [said])
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now + offset
}
