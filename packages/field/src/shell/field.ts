import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ActTeller } from '../outbox/act-words.ts'
import type { FieldDatabase, FileRow, OutboxRow } from '../store/database.ts'
import type { StoredPack } from '../store/pack.ts'
import type { Vault } from '../store/vault.ts'
import type { Touch } from '../sync/keep-in-touch.ts'
import type { FieldPost } from './field-post.ts'
import type { StorageState } from './platform.ts'

/** What every page of the open app works with. */
export type Field = {
  readonly db: FieldDatabase
  readonly vault: Vault
  readonly post: FieldPost
  readonly pack: StoredPack | undefined
  readonly acts: readonly OutboxRow[]
  readonly files: readonly FileRow[]
  /** Acts that another worker left on this phone, and that only that one can send. */
  readonly othersWaiting: number
  /** What the browser says of its storage; undefined before it was asked. */
  readonly storage: StorageState | undefined
  /** How the last contact went; undefined before the first. */
  readonly contact: Touch['is'] | undefined
  readonly why: string | undefined
  readonly isTouching: boolean
  /** How rooms say what an act in the outbox is. */
  readonly tellers: readonly ActTeller[]
  /** Pages that rooms made for single acts, by act; every other act has the form that follows from its declaration. */
  readonly formPages: Readonly<Record<string, string>>
  /** Acts that are begun under 求助. */
  readonly urgent: ReadonlySet<string>
  /** Reads the outbox again, after something was written. */
  reload(): Promise<void>
  /** Contacts the server now. */
  sync(): void
  lock(): void
}

export const FieldContext = createContext<Field | undefined>(undefined)

export function useField(): Field {
  const field = useContext(FieldContext)
  if (!field) throw new Error('Only inside the open app')
  return field
}
