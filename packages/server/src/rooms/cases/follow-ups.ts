import { randomUUID } from 'node:crypto'
import {
  accountability,
  addDays,
  type CaseFile,
  type Day,
  deadlineOf,
  OPEN_WORKING_DAYS,
  type Place,
  SESSION_DAYS,
  startOfDay,
  warningSession,
} from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { asSystem } from '../../platform/db/scope.ts'
import type { Recipients } from '../../platform/notify/index.ts'
import { drawCode } from '../sealing/index.ts'

/**
 * What a case makes due by itself, each once: a warning session of every responsible unit when it is filed, and holding to
 * account when the arrest of a special suspect is approved. A case handled outside makes nothing due in the township.
 */
export async function followUp(context: ActContext, of: CaseFile): Promise<void> {
  if (of.isOutside) return
  if (of.filedOn) await callSessions(context, of)
  if (of.arrestedOn && of.specialSuspects.length > 0) await makeAccountabilityDue(context, of, of.arrestedOn)
}

async function callSessions(context: ActContext, of: CaseFile): Promise<void> {
  const { tx } = context
  const places: readonly Place[] = [
    ...of.responsibleUnits.map((unit) => ({ unit })),
    ...(of.village ? [{ village: of.village }] : []),
    ...(of.school ? [{ school: of.school }] : []),
  ]
  const dueOn = addDays(tx.today, SESSION_DAYS)
  for (const place of places) {
    if (await isCalled(context, of.id, place)) continue
    const id = randomUUID()
    await asSystem(tx, () =>
      context.insert(warningSession, id, place, { matter: of.id, dueOn, forms: [], evidence: [] }),
    )
    await context.notify({
      template: 'case.session-called',
      params: { dueOn },
      to: [recipientsOf(place)],
      about: { kind: warningSession, record: id },
      onceKey: `session:${id}`,
    })
  }
}

/** The people of a unit, village or school, as a message names them. */
export const recipientsOf = ({ unit, village, school }: Place): Recipients =>
  village ? { village } : school ? { school } : { unit: unit ?? '' }

async function isCalled({ tx }: ActContext, matter: string, place: Place): Promise<boolean> {
  let isThere = false
  await asSystem(tx, async () => {
    const { rows } = await sql`
      SELECT FROM warning_session WHERE township = ${tx.actor.township} AND matter = ${matter}
        AND (unit, village, school) IS NOT DISTINCT FROM
          (${place.unit ?? null}::text, ${place.village ?? null}::text, ${place.school ?? null}::text)`.execute(
      tx.db,
    )
    isThere = rows.length > 0
  })
  return isThere
}

async function makeAccountabilityDue(context: ActContext, of: CaseFile, arrestedOn: Day): Promise<void> {
  const { tx, township } = context
  const openBy = inWorkingDays(context, arrestedOn)
  await asSystem(tx, async () => {
    const { rows } = await sql`
      SELECT FROM accountability WHERE township = ${township.code} AND matter = ${of.id}
        AND finding = 'special-suspect'`.execute(tx.db)
    if (rows.length > 0) return
    const id = randomUUID()
    await context.insert(
      accountability,
      id,
      {},
      {
        matter: of.id,
        code: await drawCode(tx, 'accountability', '问责'),
        finding: 'special-suspect',
        status: 'due',
        openBy,
      },
    )
    await context.notify({
      template: 'case.accountability-due',
      params: { dueOn: openBy },
      to: [{ role: 'discipline' }],
      about: { kind: accountability, record: id },
      onceKey: `accountability:${id}`,
    })
  })
}

/** Where holidays of the year are not known yet, a week is as long as three working days can take. */
function inWorkingDays({ township }: ActContext, from: Day): Day {
  const rule = { within: 'working-days', count: OPEN_WORKING_DAYS } as const
  const found = deadlineOf(rule, startOfDay(from), township.calendar)
  return found.known ? found.value.on : addDays(from, 7)
}
