import { Refusal } from '../../errors.ts'

/**
 * What can go wrong with a backup or a restore:
 * `not-a-backup` the file is of another kind or of a later format; `wrong-key` the passphrase or key is not its own;
 * `damaged` bytes were changed, are missing or are too many; `weak-passphrase` shorter than twelve characters;
 * `exists` a file of that name is there; `not-written` the disk refused; `unknown-table` a schema or an excluded
 * table does not exist; `not-privileged` the connection may not read or write every row;
 * `not-empty` the database to restore into holds rows; `schema-mismatch` the migrations do not give the backup's tables.
 */
export type BackupFault =
  | 'not-a-backup'
  | 'wrong-key'
  | 'damaged'
  | 'weak-passphrase'
  | 'exists'
  | 'not-written'
  | 'unknown-table'
  | 'not-privileged'
  | 'not-empty'
  | 'schema-mismatch'

/** A failure of a backup or restore that a person can act on. */
export class BackupError extends Refusal {
  constructor(fault: BackupFault, sentence: string, cause?: unknown) {
    super(`backup.${fault}`, 422, sentence, { cause })
    this.name = 'BackupError'
  }
}

export const damaged = (what: string, cause?: unknown) =>
  new BackupError('damaged', `备份文件已损坏：${what}。请改用另一份备份。`, cause)
