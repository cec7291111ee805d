import { useEffect, useState } from 'preact/hooks'
import { type StorageState, storageState } from './platform.ts'

/** What the browser says of its storage, asked again whenever `of` changes: when something was written. */
export function useStorage(of: unknown): StorageState | undefined {
  const [state, setState] = useState<StorageState>()
  useEffect(() => {
    storageState().then(setState, () => {})
  }, [of])
  return state
}
