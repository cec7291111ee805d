import { Refusal } from '../../errors.ts'

/**
 * What can go wrong around the database server itself:
 * `no-binaries` no PostgreSQL programs for this machine or in the given folder;
 * `links-missing` library links are missing and cannot be made (node_modules is read-only);
 * `no-account` running as root and no ordinary account may be used for the server;
 * `unreachable` the server's account cannot be given a folder it can reach;
 * `foreign-owner` the data belong to another account than the one running;
 * `version-mismatch` the data were made by another major version of PostgreSQL;
 * `init-failed`, `start-failed`, `stop-failed` the program failed, its own words are in the message or `cause`;
 * `damaged` a cluster without its password file, or a password that the server refuses.
 */
export type EngineFault =
  | 'no-binaries'
  | 'links-missing'
  | 'no-account'
  | 'unreachable'
  | 'foreign-owner'
  | 'version-mismatch'
  | 'init-failed'
  | 'start-failed'
  | 'stop-failed'
  | 'damaged'

/** A failure of the database server: a stable code, a Chinese sentence that says what to do, and the cause. */
export class EngineError extends Refusal {
  constructor(fault: EngineFault, sentence: string, cause?: unknown) {
    super(`engine.${fault}`, 503, sentence, { cause })
    this.name = 'EngineError'
  }
}

/** The operating system's error code (`ENOENT`, `EACCES`…), where there is one. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
