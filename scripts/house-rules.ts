import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import ts from 'typescript'

/**
 * Rules of the house that no linter states: no source file over 400 lines; strings that people see stand in a
 * catalogue (`*.text.ts`), not in a component. Errors of the server and labels of declarations stand where they are
 * made: they are a catalogue of their own.
 */
export const MOST_LINES = 400

/** Chinese words in a string or JSX text of a file that is not a catalogue: line and text of each. */
export function wordsOutsideCatalogue(file: string, source: string): string[] {
  if (!/^packages\/(console|field)\/src\/.*\.tsx?$/.test(file) || /\.(text|test)\.tsx?$/.test(file)) return []
  const tree = ts.createSourceFile(
    file,
    source,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const found: string[] = []
  const visit = (node: ts.Node) => {
    const isText =
      ts.isStringLiteralLike(node) ||
      ts.isJsxText(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    if (isText && /\p{Script=Han}/u.test(node.text)) {
      const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1
      found.push(`${file}:${line} “${node.text.trim().slice(0, 30)}” 应放在 *.text.ts 文字目录里`)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** A source file that is too long to have one reason to change. */
export function tooLong(file: string, source: string): string[] {
  const lines = source.split('\n').length - 1
  return /\.tsx?$/.test(file) && lines > MOST_LINES ? [`${file}: ${lines} 行，超过 ${MOST_LINES} 行`] : []
}

if (import.meta.main) {
  const files = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
    { encoding: 'utf8' },
  )
    .split('\n')
    .filter((file) => file && !file.includes('/fixtures/'))
  const faults = files.flatMap((file) => {
    const source = readFileSync(file, 'utf8')
    return [...tooLong(file, source), ...wordsOutsideCatalogue(file, source)]
  })
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length > 0 ? 1 : 0
}
