import { realpathSync } from 'node:fs'
import { Refusal } from '../platform/errors.ts'
import { commands } from './commands.ts'

/** `npm run -s hulei -- <command>`; docs/cli.md describes each. `--json` output is an interface and stays stable. */
async function main(args: readonly string[]): Promise<number> {
  const match = Object.keys(commands)
    .sort((left, right) => right.length - left.length)
    .find((name) => name.split(' ').every((word, index) => args[index] === word))
  const command = match ? commands[match] : undefined
  if (!match || !command) {
    console.error(
      `用法：npm run -s hulei -- <命令>\n\n${Object.entries(commands)
        .map(([name, each]) => `  ${name.padEnd(18)}${each.summary}`)
        .join('\n')}`,
    )
    return 2
  }
  return await command.run(args.slice(match.split(' ').length))
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code
    },
    (error: unknown) => {
      const isExpected = error instanceof Refusal
      console.error(isExpected ? `${error.message}（${error.code}）` : error)
      for (const fault of isExpected ? error.faults : []) console.error(`  ${fault.path}: ${fault.message}`)
      process.exitCode = 1
    },
  )
}
