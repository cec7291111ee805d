import { useEffect, useState } from 'preact/hooks'
import { keepReserve, watchReserve } from '../store/reserve.ts'
import { type StorageState, storageState } from './platform.ts'

/** The list comes first; room is set aside when the phone has nothing better to do. */
const AFTER_MS = 5000

/**
 * What the browser says of its storage, and whether the room for the last visits could be set aside; asked again whenever
 * `of` changes: when something was written.
 */
export function useStorage(of: unknown): StorageState | undefined {
  const [state, setState] = useState<StorageState>()
  const [hasReserve, setReserve] = useState(true)
  useEffect(() => watchReserve(() => setReserve(false)), [])
  useEffect(() => {
    storageState().then(setState, () => {})
    const timer = setTimeout(() => keepReserve().then(setReserve, () => setReserve(false)), AFTER_MS)
    return () => clearTimeout(timer)
  }, [of])
  return state && { ...state, hasReserve }
}
