import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// The collector is exposed for this module alone: the flag is read when the new context is made.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
setFlagsFromString('--no-expose-gc')

/** Lines of a long import between two collections: about a tenth of a second each time. */
const EVERY_ROWS = 1_000

/**
 * Counts lines of a long import and clears up after every thousand. V8 alone lets the garbage of 50,000 lines grow to
 * 660 MB before it looks, of which 130 MB are alive; an office's machine has other things to do with its memory.
 */
export function createTidying(): (rows: number) => void {
  let since = 0
  return (rows) => {
    since += rows
    if (since < EVERY_ROWS) return
    since = 0
    collect()
  }
}
