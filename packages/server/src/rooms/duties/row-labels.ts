import { type AnyKind, formatDayOfYearZh, isDay, nameOfCode, tableOf } from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { maskRecord } from '../../platform/db/lists.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import type { Township } from '../../platform/townships.ts'

type Values = Readonly<Record<string, unknown>>
type Labelling = {
  readonly fields: readonly string[]
  readonly of: (record: Values, township: Township) => string
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const on = (value: unknown) => (isDay(value) ? formatDayOfYearZh(value) : '')
const joined = (...words: readonly string[]) => words.filter((word) => word !== '').join(' ')

/** How a row of each kind is called in a list, from the fields that say it. */
const labellings: Readonly<Record<string, Labelling>> = {
  child: { fields: ['name', 'hamlet'], of: ({ name, hamlet }) => joined(text(name), text(hamlet)) },
  household: {
    fields: ['headName', 'hamlet'],
    of: ({ headName, hamlet }) => joined(`${text(headName)}户`, text(hamlet)),
  },
  attestation: {
    fields: ['attestedOn', 'statement'],
    of: ({ attestedOn, statement }) => joined(`${on(attestedOn)}报备`, text(statement).slice(0, 40)),
  },
  supervisionMeeting: {
    fields: ['form', 'heldOn'],
    of: ({ form, heldOn }, { lists }) =>
      joined(on(heldOn), nameOfCode(lists, 'supervisionForms', text(form))),
  },
  venue: { fields: ['name'], of: ({ name }) => text(name) },
  inspection: {
    fields: ['inspectedOn', 'site', 'outcome'],
    of: ({ inspectedOn, site, outcome }) =>
      joined(`${on(inspectedOn)}检查`, text(site) || text(outcome).slice(0, 30)),
  },
  finding: { fields: ['what'], of: ({ what }) => text(what).slice(0, 40) },
  jointOperation: {
    fields: ['theme', 'heldOn'],
    of: ({ theme, heldOn }) => joined(on(heldOn), text(theme)),
  },
  patrol: {
    fields: ['task', 'patrolledOn', 'who'],
    of: ({ task, patrolledOn, who }, { lists }) =>
      joined(on(patrolledOn), nameOfCode(lists, 'patrolTasks', text(task)), text(who)),
  },
  training: { fields: ['topic', 'heldOn'], of: ({ topic, heldOn }) => joined(on(heldOn), text(topic)) },
  outreachActivity: {
    fields: ['theme', 'heldOn', 'form'],
    of: ({ theme, heldOn, form }, { lists }) =>
      joined(on(heldOn), nameOfCode(lists, 'outreachForms', text(form)), text(theme)),
  },
  // The employer, and nobody's name: even where the reader may open the request.
  screeningRequest: {
    fields: ['employer', 'requestedOn'],
    of: ({ employer, requestedOn }) => joined(on(requestedOn), text(employer)),
  },
  caseFile: { fields: ['code'], of: ({ code }) => text(code) },
  problem: { fields: ['code'], of: ({ code }) => text(code) },
  recommendation: { fields: ['number'], of: ({ number }) => text(number) },
  accountability: { fields: ['code'], of: ({ code }) => text(code) },
  sealedPerson: { fields: ['code'], of: ({ code }) => text(code) },
  warningSession: { fields: ['dueOn'], of: ({ dueOn }) => `${on(dueOn)}前警示教育` },
  orderFollowUp: { fields: ['dueOn'], of: ({ dueOn }) => `${on(dueOn)}前跟踪监护令` },
  penalty: { fields: ['number'], of: ({ number }) => text(number) },
  bulletin: { fields: ['title', 'issuedOn'], of: ({ title, issuedOn }) => joined(text(title), on(issuedOn)) },
}

/** What rows are called, for those that the reader may see, masked as their fields are. */
export async function labelsOf(
  scope: Scoped,
  keyring: Keyring,
  township: Township,
  kind: AnyKind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { label: string; village: string | null }>> {
  if (ids.length === 0) return new Map()
  const labelling = labellings[kind.name] ?? { fields: [], of: () => kind.title }
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(kind, 'r', labelling.fields)} FROM ${sql.table(tableOf(kind))} r
    WHERE r.township = ${township.code} AND r.id = ANY(${ids}::uuid[])`.execute(scope.db)
  const records = await openRows(scope, keyring, kind, rows)
  return new Map(
    records.map((record) => {
      const shown = maskRecord(kind, scope, record)
      return [record.id, { label: labelling.of(shown as Values, township), village: record.village }]
    }),
  )
}
