import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { Refusal } from '../platform/errors.ts'

const common = {
  data: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig

/** Reads a command's words: its own options, and those that every command has (`--data DIR`, `--json`). */
export function readOptions<const O extends ParseArgsOptionsConfig>(args: readonly string[], options: O) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...common, ...options },
      allowPositionals: true,
      strict: true,
    })
    const { data } = values as { data?: string }
    return { values, positionals, config: readConfig(undefined, { data }) satisfies Config }
  } catch (cause) {
    throw new Refusal('cli.usage', 400, `命令写得不对：${(cause as Error).message}`, { cause })
  }
}

/** The one word that a command needs. */
export function onePositional(positionals: readonly string[], what: string): string {
  const [first] = positionals
  if (!first || positionals.length > 1) throw new Refusal('cli.usage', 400, `请写明${what}`)
  return first
}

/** A command of the command line. It returns the exit code. */
export type Command = { readonly summary: string; run(args: readonly string[]): Promise<number> }

/** Prints a result for programs; people get `lines`. */
export function print(isJson: boolean | undefined, value: unknown, lines: readonly string[]): void {
  console.log(isJson ? JSON.stringify(value, null, 2) : lines.join('\n'))
}
