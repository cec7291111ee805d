import { statementName } from '../../packages/server/src/platform/db/pool.ts'
import type { Statement } from './statements.ts'

/** A statement as the driver takes it, prepared once for each connection. */
export const prepared = ({ text, values }: Statement) => ({
  name: statementName(text),
  text,
  values: [...values],
})
