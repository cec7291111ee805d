import {
  type AnyAct,
  type AnyKind,
  isGranted,
  kinds,
  mayBeGranted,
  nameOfCode,
  type PackRef,
  type Place,
} from '@hulei/core'
import { labelField, labelsOf } from './db/labels.ts'
import { listRecords } from './db/lists.ts'
import type { Scoped } from './db/scope.ts'
import { searchTokens } from './db/search-tokens.ts'
import { canAsk, formActs } from './form-pack.ts'
import type { Township } from './townships.ts'
import type { PackEntry, PackSource } from './work-pack.ts'

type Row = Readonly<Record<string, unknown>> & Place & { readonly id: string; readonly version: string }

/** More of one kind than anybody looks through on a phone; the newest, or the first by name. */
const MOST = 2000
const LONGEST = 40

/**
 * `ref/<kind>/<id>` of the records that the post's forms may name or are done on: current ones, that row policies let this
 * reader see, with no more than the words by which people know them.
 */
export const refPack: PackSource = async (scope, { keyring, township }) => {
  const forms = formActs(scope.actor)
  const named = forms.flatMap((act) =>
    Object.values(act.input).flatMap((field) => (field.refersTo && canAsk(field) ? [field.refersTo] : [])),
  )
  // What is amended on a phone was written down on it: the phone has more of it than these words.
  const done = forms.filter((act) => act.on === 'existing' && !act.partial)
  const wanted = new Set([...named, ...done.map((act) => act.kind.name)])
  const entries = await Promise.all(
    [...wanted].map(async (name): Promise<PackEntry[]> => {
      const kind = kinds.get(name)
      if (!kind || kind.isSealed || !mayBeGranted(kind.readers, scope.actor)) return []
      const fields = wordFields(kind)
      const acts = done.filter((act) => act.kind.name === name)
      const asked = [...new Set([...fields.all, ...acts.flatMap((act) => toldBy(act))])]
      const { rows } = await listRecords(scope, keyring, kind, {
        filters: {},
        state: 'current',
        fields: asked,
        limit: MOST,
      })
      const labels = fields.ref ? await labelsOf(scope, kind, rows) : {}
      return (rows as readonly Row[]).flatMap((row) => {
        const may = acts.filter((act) => canDo(act, scope, row)).map((act) => act.name)
        // A record that nobody refers to is of use only to whom there is something to do on it.
        if (may.length === 0 && !named.includes(name)) return []
        return [{ key: `ref/${name}/${row.id}`, body: refOf(kind, row, fields, labels, may, township) }]
      })
    }),
  )
  return entries.flat()
}

/** Fields of the kind that an act fills in and that are empty until then. */
const filledBy = (act: AnyAct): string[] =>
  act.partial
    ? []
    : Object.entries(act.input)
        .filter(([name, field]) => !field.isOptional && act.kind.fields[name]?.isOptional)
        .map(([name]) => name)

/** Fields by which one sees whether an act can be done on a record. */
const toldBy = (act: AnyAct): readonly string[] => (act.while ? [act.while.field] : filledBy(act))

/**
 * Whether the act can be done on this record: granted there, as the row policies for writers say it as well, and in a state
 * for it or else not done already.
 */
const canDo = (act: AnyAct, { actor }: Scoped, row: Row): boolean =>
  isGranted(act.by, actor, row) &&
  isGranted(act.kind.writers, actor, row) &&
  (act.while
    ? act.while.is.includes(String(row[act.while.field]))
    : filledBy(act).every((name) => (row[name] ?? null) === null))

type WordFields = {
  readonly label: string | undefined
  readonly text: string | undefined
  readonly ref: string | undefined
  readonly code: string | undefined
  readonly day: string | undefined
  readonly all: readonly string[]
}

/** By what people know a record: its name, else what it is about, where and when. Nothing that is encrypted. */
function wordFields(kind: AnyKind): WordFields {
  const first = (is: (name: string) => boolean) => Object.keys(kind.fields).find(is)
  const isOf = (type: string) => (name: string) => kind.fields[name]?.type === type
  const label = labelField(kind)
  const words = {
    label,
    text: label
      ? undefined
      : first(
          (name) =>
            ['text', 'note'].includes(kind.fields[name]?.type ?? '') && kind.fields[name]?.guard === 'open',
        ),
    ref: first(isOf('ref')),
    code: first(isOf('code')),
    day: label ? undefined : first(isOf('day')),
  }
  return { ...words, all: Object.values(words).filter((name) => name !== undefined) }
}

function refOf(
  kind: AnyKind,
  row: Row,
  fields: WordFields,
  labels: Readonly<Record<string, string>>,
  may: readonly string[],
  { lists }: Township,
): PackRef {
  const words = (name: string | undefined) => {
    const value = name === undefined ? undefined : row[name]
    return typeof value === 'string' ? value : undefined
  }
  const referred = labels[words(fields.ref) ?? '']
  const about = words(fields.text)?.slice(0, LONGEST)
  const name = words(fields.label) ?? referred ?? about ?? kind.title
  const list = fields.code && kind.fields[fields.code]?.list
  const code = words(fields.code)
  const day = words(fields.day)
  const facts = [
    referred !== name && referred,
    about !== name && about,
    list && code && nameOfCode(lists, list, code),
    fields.day && day && `${kind.fields[fields.day]?.label} ${day}`,
    row.village && nameOfCode(lists, 'villages', row.village),
  ].filter((fact): fact is string => !!fact)
  return { id: row.id, version: row.version, name, facts, tokens: tokensOf(name), may }
}

// Phones ask often and names hardly ever change: pinyin is worked out once for each.
const known = new Map<string, readonly string[]>()
function tokensOf(name: string): readonly string[] {
  const before = known.get(name)
  if (before) return before
  const tokens = searchTokens(name)
  if (known.size >= 50_000) known.clear()
  known.set(name, tokens)
  return tokens
}
