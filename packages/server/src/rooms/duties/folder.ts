import {
  type Day,
  type DutyEvidence,
  type DutyFolder,
  type DutyLight,
  type DutyRows,
  type Month,
  reminderZh,
  villageUnitOf,
} from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import type { Measure } from '../../platform/measures/measure.ts'
import type { Township } from '../../platform/townships.ts'
import { lightsOf } from './lights.ts'
import { isWithheld, rowsOf } from './rows.ts'

/** One unit or village. */
export type Whose = { readonly unit?: string | undefined; readonly village?: string | undefined }

// A folder is paper: what exceeds this is counted, and read on screen.
const ROWS_A_PART = 120

/** Lights, the rows behind each part, and the evidence files of those that are done. */
export async function folderOf(
  scope: Scoped,
  keyring: Keyring,
  township: Township,
  measures: ReadonlyMap<string, Measure>,
  query: Whose & { month: Month; asOf: Day },
): Promise<DutyFolder> {
  const { subject, lights } = await lightsOfOne(scope, township, measures, query)
  const filled = []
  for (const light of lights) {
    const behind = []
    const isClosed = isWithheld(
      scope,
      light.parts.map(({ measure }) => measure),
    )
    for (const part of light.parts.keys()) {
      if (isClosed) {
        behind.push({ ...titlesOf(light, part), rows: [], hidden: 0, left: 0, evidence: [] })
        continue
      }
      const rows = await rowsOf(scope, keyring, township, measures, {
        duty: light.duty,
        unit: light.unit,
        village: light.village ?? undefined,
        window: light.window.key,
        part,
        asOf: query.asOf,
        limit: ROWS_A_PART,
      })
      behind.push({ ...rows, evidence: await evidenceOf(scope, township.code, rows) })
    }
    filled.push({ ...light, behind })
  }
  return { subject, month: query.month, asOf: query.asOf, today: scope.today, lights: filled }
}

const titlesOf = ({ parts }: DutyLight, part: number) => {
  const { measure = '', title = '', unitOfCount = '' } = parts[part] ?? {}
  return { measure, title, unitOfCount }
}

/** A text for a chat group: what a unit or village still owes, in counts. */
export async function reminderOf(
  scope: Scoped,
  township: Township,
  measures: ReadonlyMap<string, Measure>,
  query: Whose & { month: Month; asOf: Day },
): Promise<string> {
  const { subject, lights } = await lightsOfOne(scope, township, measures, query)
  return reminderZh(subject, query.month, query.asOf, lights)
}

/** The lights of one unit or village, and whose they are. */
export async function lightsOfOne(
  scope: Scoped,
  township: Township,
  measures: ReadonlyMap<string, Measure>,
  { unit, village, month, asOf }: Whose & { month: Month; asOf: Day },
) {
  const villages = villageUnitOf(township.playbook)?.id
  if (!village && (!unit || unit === villages)) {
    throw invalid([{ path: 'village', code: 'duties.whose', message: '请选择一个单位或一个村' }])
  }
  const of = village ? { village } : { unit }
  const lights = await lightsOf(scope, township, { month, asOf, ...of }, new Set(measures.keys()))
  const subject = lights[0]?.subject
  if (!subject) throw notFound('职责')
  return { subject, lights }
}

/** The files of the records that prove rows, and of rows that are themselves the proof. */
async function evidenceOf(scope: Scoped, township: string, { rows }: DutyRows): Promise<DutyEvidence[]> {
  const records = rows.flatMap((row) =>
    row.proofs.length > 0 ? row.proofs.map((proof) => proof.record) : row.done > 0 ? [row.record] : [],
  )
  if (records.length === 0) return []
  const { rows: files } = await sql<DutyEvidence>`
    SELECT DISTINCT ON (u.sha256) u.sha256, u.kind, u.record, f.media_type AS "mediaType"
    FROM file_use u JOIN file f ON f.township = u.township AND f.sha256 = u.sha256
    WHERE u.township = ${township} AND u.record = ANY(${[...new Set(records)]}::uuid[]) AND u.original_of IS NULL
    ORDER BY u.sha256, u.record`.execute(scope.db)
  return files
}
