import {
  checkPlaybook,
  type FaultPath,
  kinds,
  measures,
  type Playbook,
  type PlaybookError,
  type PlaybookReport,
  type Positions,
  playbookErrorLine,
  unreadable,
  type Vocabulary,
  writePath,
} from '@hulei/core'
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import { Refusal } from './errors.ts'
import { playbookSyntaxZh } from './playbook-syntax.ts'

/** The largest plan that is read, in bytes; the Fushoushan plan has some 60 KB. */
export const playbookBytes = 512 * 1024

/** After a slip the parser complains about much of what follows; nobody reads more than this. */
const mostSyntaxErrors = 200

/** What plans may refer to beyond themselves: every declared measure and kind. */
export const vocabulary: Vocabulary = { measures, kinds: [...kinds.keys()] }

/**
 * Reads a plan from the text or bytes of its YAML file and checks it, reporting every mistake with its line.
 * Never throws, whatever the file holds. A file whose YAML is broken is reported as such alone, since what its data
 * would have been can only be guessed.
 */
export function readPlaybook(file: string | Uint8Array): {
  readonly report: PlaybookReport
  readonly playbook?: Playbook
} {
  const source = textOf(file)
  if (typeof source !== 'string') return { report: unreadable([source.error]) }
  const lines = new LineCounter()
  const lineAt = (offset: number) => {
    const { line } = lines.linePos(Math.min(offset, source.trimEnd().length))
    return Math.max(line, 1)
  }
  // Repeated keys are looked for below: the library compares each with each, which a hostile file makes slow.
  const document = parseDocument(source, {
    lineCounter: lines,
    uniqueKeys: false,
    stringKeys: true,
    prettyErrors: false,
    // At 'silent' the library would drop a second plan in the file without a word.
    logLevel: 'error',
  })
  const broken = [...document.errors, ...document.warnings].map(({ code, pos: [offset] }) => ({
    line: lineAt(offset),
    path: '',
    message: playbookSyntaxZh(code),
  }))
  const errors = distinct([...broken, ...refusedNodes(document, lineAt)])
  if (errors.length > 0) return { report: unreadable(errors.slice(0, mostSyntaxErrors)) }
  if (document.contents === null) return { report: unreadable([at(1, '文件是空的')]) }
  return checkPlaybook(document.toJS({ maxAliasCount: 0 }), positionsIn(document, lineAt), vocabulary)
}

/** A plan as it was adopted. It was checked then, so a fault here is damage, or a plan that a newer Hulei reads otherwise. */
export function adoptedPlaybook(source: string): Playbook {
  const { report, playbook } = readPlaybook(source)
  if (!playbook) throw playbookRefusal('playbook.unreadable', '已采用的方案读不出来', report.errors)
  return playbook
}

/** The refusal of a plan with mistakes, each with its line. */
export const playbookRefusal = (code: string, sentence: string, errors: readonly PlaybookError[]): Refusal =>
  new Refusal(code, 422, `${sentence}，有${errors.length}处错误。`, {
    faults: errors.map((error) => ({
      path: error.path,
      code: 'playbook.mistake',
      message: playbookErrorLine(error),
    })),
  })

const at = (line: number, message: string): PlaybookError => ({ line, path: '', message })

function textOf(file: string | Uint8Array): string | { error: PlaybookError } {
  const bytes = typeof file === 'string' ? Buffer.byteLength(file) : file.byteLength
  if (bytes > playbookBytes) return { error: at(1, `文件太大：方案最多 ${playbookBytes / 1024} KB`) }
  if (typeof file === 'string') return file
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    return { error: at(1, '文件不是 UTF-8 编码的文本，请另存为 UTF-8 后再试') }
  }
}

/** Aliases, which make a small file huge, and names written twice, of which one would be lost without a word. */
function refusedNodes(document: Document, lineAt: (offset: number) => number): PlaybookError[] {
  const found: PlaybookError[] = []
  visit(document, {
    Alias(_key, node) {
      found.push(at(lineAt(node.range?.[0] ?? 0), '方案不能用 YAML 的锚点和引用（&、*），请把内容写全'))
    },
    Map(_key, map) {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        const name = String(key.value)
        if (seen.has(name)) found.push(at(lineAt(key.range?.[0] ?? 0), `名称“${name}”写了两次，只能留一个`))
        seen.add(name)
      }
    },
  })
  return found
}

/** One sentence a line is enough: a slip makes the parser complain several times about the same thing. */
function distinct(errors: readonly PlaybookError[]): PlaybookError[] {
  const byLine = new Map(errors.map((error) => [`${error.line} ${error.message}`, error]))
  return [...byLine.values()].sort((left, right) => left.line - right.line)
}

/** Where each path stands in the file: the line of its key, or of its item in a list. Read once, since faults may be many. */
function positionsIn(document: Document, lineAt: (offset: number) => number): Positions {
  const lines = new Map<string, number>()
  const note = (path: FaultPath, node: unknown) => {
    if (isNode(node) && node.range) lines.set(writePath(path), lineAt(node.range[0]))
  }
  const walk = (node: unknown, path: FaultPath): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const below = [...path, String(isScalar(key) ? key.value : key)]
        note(below, key)
        walk(value, below)
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        note([...path, index], item)
        walk(item, [...path, index])
      }
    }
  }
  walk(document.contents, [])
  return (path) => {
    const line = lines.get(writePath(path))
    return line === undefined ? undefined : { line }
  }
}
