import type { Performer } from './acts/perform.ts'
import type { Keyring } from './crypto/keyring.ts'
import type { Scopes } from './db/scope.ts'
import type { Files } from './files/index.ts'
import type { Sessions } from './http/session.ts'
import type { Identity } from './identity/index.ts'
import type { ReadLog } from './read-log.ts'
import type { Townships } from './townships.ts'

/** What routes work with: the platform, put together once in main.ts or in a test. */
export type Server = {
  readonly scopes: Scopes
  readonly keyring: Keyring
  readonly townships: Townships
  readonly performer: Performer
  readonly sessions: Sessions
  readonly readLog: ReadLog
  readonly files: Files
  /** Absent where nobody signs in: commands and tests that name their actor. */
  readonly identity?: Identity
}
