import type { Playbook } from '../../packages/core/src/index.ts'
import type { Rows } from './copy-rows.ts'
import type { Logged } from './fill-register.ts'
import type { Sealer } from './sealer.ts'
import {
  dayAfter,
  FIRST_DAY,
  householdOf,
  idOf,
  type Size,
  townshipOf,
  VISIT_DAYS,
  villageIndexOf,
} from './world.ts'

/** The picture that every visit of a township shows. */
export const PHOTO = 'b'.repeat(64)

export const visitTables = (): { visit: Rows; line: Rows } => ({
  visit: {
    table: 'visit',
    columns:
      'township,id,version,village,received_at,visited_on,household,visitor,outcome,at_home_sealed,children,answers_sealed,hazards,told,signature,signer,signature_file,photos'.split(
        ',',
      ),
    rows: [],
  },
  line: {
    table: 'visit_child',
    columns:
      'township,child,visit,village,visited_on,received_on,outcome,counts,is_complete,seen,alone'.split(','),
    rows: [],
  },
})

/** Every child is visited once in each round of the township's children, in a scattered order. */
export const visitedChild = (visit: number, size: Size) => (visit * 7_919) % size.childrenEach

/** Answers to the whole form: the first choice of each row. */
export const fullAnswers = (playbook: Playbook) =>
  Object.fromEntries(playbook.visitForm.rows.map((row) => [row.id, row.choices[0]?.id ?? '']))

/** One visit with its line and what the log says of it. Days run on evenly; one in twenty found nobody, one in thirty came in later. */
export function addVisit(
  out: ReturnType<typeof visitTables>,
  given: { size: Size; playbook: Playbook; sealer: Sealer; township: number; visit: number },
): Logged {
  const { size, playbook, sealer, visit: ordinal } = given
  const township = townshipOf(given.township)
  const id = idOf('visit', township, ordinal)
  const visited = visitedChild(ordinal, size)
  const child = idOf('child', township, visited)
  const home = idOf('household', township, householdOf(visited))
  const village = playbook.villages[villageIndexOf(visited, size, playbook.villages.length)]?.id ?? ''
  const day = Math.floor((ordinal * VISIT_DAYS) / size.visitsEach)
  const visitedOn = dayAfter(FIRST_DAY, day)
  const receivedOn = dayAfter(FIRST_DAY, Math.min(VISIT_DAYS - 1, ordinal % 30 === 7 ? day + 3 : day))
  const receivedAt = `${receivedOn}T10:00:00.000Z`
  const isMet = ordinal % 20 !== 11
  const outcome = isMet ? 'met' : 'nobody-home'
  const isComplete = ordinal % 25 !== 5
  const photos = isComplete ? [PHOTO] : []
  const children = [{ child, seen: isMet, alone: isMet && ordinal % 3 === 0 }]
  const answers = fullAnswers(playbook)
  const seal = (field: string, value: unknown) => sealer.field(home, township, `visit.${field}`, id, value)
  out.visit.rows.push([
    township,
    id,
    id,
    village,
    receivedAt,
    visitedOn,
    home,
    '王明',
    outcome,
    seal('atHome', '祖父'),
    JSON.stringify(children),
    seal('answers', answers),
    ['none'],
    ['drowning', 'report-line'],
    'signed',
    '李平',
    [PHOTO],
    photos,
  ])
  out.line.rows.push([
    township,
    child,
    id,
    village,
    visitedOn,
    receivedOn,
    outcome,
    isMet,
    isComplete,
    isMet,
    isMet && ordinal % 3 === 0,
  ])
  const after = {
    village,
    visitedOn,
    visitor: '王明',
    outcome,
    atHome: '祖父',
    children,
    answers,
    household: home,
    photos,
  }
  return { act: 'visit.record', id, kind: 'visit', subject: home, village, receivedAt, after }
}
