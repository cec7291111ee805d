import { formatMonthZh } from '../../calendar/index.ts'
import { rateOf } from '../../duties/index.ts'
import type { BulletinBlock } from './bulletin.kind.ts'
import type { BulletinFigures, RankedSubject } from './bulletin-figures.ts'
import type { OverdueDuty } from './bulletin-overdue.ts'

/** The title of a month's bulletin, before anybody edits it. */
export const bulletinTitle = (figures: BulletinFigures): string =>
  `关于${formatMonthZh(figures.month)}未成年人保护工作的通报`

/** The bulletin as it writes itself: words to edit, tables to leave alone. */
export function bulletinBlocks(figures: BulletinFigures): BulletinBlock[] {
  const { overdue, villages, units } = figures
  return [
    heading('一、总体情况'),
    words('overview', overview(figures)),
    heading('二、各村履职情况'),
    words('villages', standing('村', villages)),
    ...(villages.length > 0 ? [ranking('villages', '各村履职情况', '村', villages, true)] : []),
    heading('三、各部门履职情况'),
    words('units', standing('部门', units, figures.unranked)),
    ...(units.length > 0 ? [ranking('units', '各部门履职情况', '部门', units, false)] : []),
    heading('四、逾期职责'),
    words('overdue', overdue.length > 0 ? overdueWords(overdue) : '本月没有逾期职责。'),
    ...(overdue.length > 0
      ? [
          {
            type: 'table' as const,
            id: 'overdue',
            caption: '逾期职责',
            columns: [left('职责'), centre('逾期'), left('单位和情况')],
            rows: overdue
              .slice(0, 200)
              .map((each) => [`${each.title}（${each.clause}）`, overdueCount(each), overdueSituation(each)]),
          },
        ]
      : []),
    heading('五、与上月相比'),
    words('changes', changes(figures)),
    heading('六、下步要求'),
    words('demands', demands(figures)),
  ]
}

/** How many duties are overdue, and of how many: the same lines that the overview counts, each subject once a duty. */
function overdueWords(overdue: BulletinFigures['overdue']): string {
  const lines = overdue.reduce((sum, each) => sum + each.lines, 0)
  const among = (isVillages: boolean) =>
    new Set(overdue.filter((each) => each.isVillages === isVillages).flatMap((each) => each.subjects)).size
  const [villages, units] = [among(true), among(false)]
  const who = [villages > 0 ? `${villages} 个村` : '', units > 0 ? `${units} 个部门` : ''].filter(Boolean)
  return `截至目前逾期的 ${lines} 项，按职责归为 ${overdue.length} 类，涉及 ${who.join('、')}，具体如下。`
}

const overdueCount = ({ subjects, isVillages }: OverdueDuty) =>
  `${subjects.length}个${isVillages ? '村' : '部门'}`
const overdueSituation = ({ subjects, lines, situation }: OverdueDuty) =>
  lines === 1 ? `${subjects.join('、')}：${situation}` : situation

const heading = (text: string): BulletinBlock => ({ type: 'heading', level: 1, text })
const words = (auto: string, text: string): BulletinBlock => ({ type: 'paragraph', text, auto })
const left = (title: string) => ({ title, align: 'left' as const })
const right = (title: string) => ({ title, align: 'right' as const })
const centre = (title: string) => ({ title, align: 'center' as const })

function overview({ month, counts, countsBefore, metLate, visits }: BulletinFigures): string {
  const due = counts.done + counts.course + counts.soon + counts.late
  const late = metLate > 0 ? `（其中逾期完成 ${metLate} 项）` : ''
  const before = countsBefore ? `，上月同期逾期 ${countsBefore.late} 项` : ''
  const visited = visits
    ? visits.due === null
      ? `重点儿童上户走访已 ${visits.done} 人次。`
      : `重点儿童上户走访应 ${visits.due} 人次，已 ${visits.done} 人次。`
    : ''
  const open = counts.notMeasured > 0 ? `另有 ${counts.notMeasured} 项职责系统尚未测算，不计入排名。` : ''
  return `${formatMonthZh(month)}，全镇各村、各部门应办职责 ${due} 项，已完成 ${counts.done} 项${late}，办理中 ${counts.course + counts.soon} 项，逾期 ${counts.late} 项${before}。${visited}${open}`
}

function standing(what: string, all: readonly RankedSubject[], unranked: readonly string[] = []): string {
  const rest = unranked.length > 0 ? `${unranked.join('、')}的职责尚未测算，不参加排名。` : ''
  if (all.length === 0) return `各${what}的职责尚未测算，本期不排名。`
  const last = all
    .filter((each) => each.late > 0)
    .slice(-3)
    .map((each) => each.subject)
  const behind = last.length > 0 ? `；${last.join('、')}排名靠后，有职责逾期，要抓紧补办` : ''
  return `${ahead(what, all)}${behind}。${rest}`
}

/** Who is first; nobody is praised while nothing is done. */
function ahead(what: string, all: readonly RankedSubject[]): string {
  const first = all.filter((each) => each.place === 1)
  const [best] = first
  if (!best || best.done === 0) return `各${what}应办职责都还没有完成`
  if (first.length === all.length) return `各${what}完成率都是${percent(best)}`
  const named = first.map((each) => each.subject).join('、')
  return first.length <= 5
    ? `${named}完成率最高，为${percent(best)}`
    : `${first.length} 个${what}并列第一，完成率为${percent(best)}`
}

// Rounded down: only what is wholly done is 100%.
const percent = (each: RankedSubject) => `${Math.floor(rateOf(each) * 100)}%`
const visitsCell = ({ visits }: RankedSubject) => (visits ? `${visits.done}/${visits.due ?? '—'}` : '—')
function moved({ place, placeBefore }: RankedSubject): string {
  if (placeBefore === null) return '—'
  if (place === placeBefore) return '持平'
  return place < placeBefore ? `升 ${placeBefore - place}` : `降 ${place - placeBefore}`
}

function ranking(
  id: string,
  caption: string,
  what: string,
  all: readonly RankedSubject[],
  hasVisits: boolean,
): BulletinBlock {
  return {
    type: 'table',
    id,
    caption,
    columns: [
      centre('名次'),
      left(what),
      right('应办'),
      right('完成'),
      right('逾期'),
      ...(hasVisits ? [right('走访（人次）')] : []),
      right('完成率'),
      centre('比上月'),
    ],
    rows: all.map((each) => [
      String(each.place),
      each.subject,
      String(each.all),
      String(each.done),
      String(each.late),
      ...(hasVisits ? [visitsCell(each)] : []),
      percent(each),
      moved(each),
    ]),
  }
}

function changes({ improved, fallen, countsBefore }: BulletinFigures): string {
  if (!countsBefore) return '上月同期没有可比的数据。'
  const line = (all: readonly { subject: string; points: number }[]) =>
    all.map((each) => `${each.subject}（${each.points} 个百分点）`).join('、')
  const up = improved.length > 0 ? `完成率上升较多的有${line(improved)}。` : ''
  const down = fallen.length > 0 ? `下降较多的有${line(fallen)}。` : ''
  return up || down ? `与上月同期相比，${up}${down}` : '各村、各部门完成率与上月同期持平。'
}

function demands({ overdue, toTalk, villages, office }: BulletinFigures): string {
  const make = overdue.length > 0 ? '各责任单位要对照逾期清单，在补办期限内逐项补齐。' : ''
  const visits = villages.some((each) => each.visits)
    ? '各村要按方案规定的次数走访到位，走访表、签字和照片要齐全。'
    : ''
  const talk = toTalk.length > 0 ? `连续两个月逾期的${toTalk.join('、')}，由${office}约谈主要负责人。` : ''
  return `${make}${visits}${talk}` || '各村、各部门要继续按方案规定的时限履职。'
}

/**
 * New figures under the words as they stand: tables are replaced, words that nobody has edited are written anew, edited
 * ones are kept.
 */
export function refreshedBlocks(
  current: readonly BulletinBlock[],
  fresh: readonly BulletinBlock[],
): BulletinBlock[] {
  const tables = new Map(
    fresh.flatMap((block) => (block.type === 'table' ? [[block.id, block] as const] : [])),
  )
  const texts = new Map(
    fresh.flatMap((block) =>
      block.type === 'paragraph' && block.auto ? [[block.auto, block] as const] : [],
    ),
  )
  const kept = current.flatMap((block): BulletinBlock[] => {
    if (block.type === 'table') {
      const table = tables.get(block.id)
      tables.delete(block.id)
      return table ? [table] : []
    }
    return [block.type === 'paragraph' && block.auto ? (texts.get(block.auto) ?? block) : block]
  })
  // A table that was not needed before goes after the words that introduce it.
  for (const [id, table] of tables) {
    const at = kept.findIndex((block) => block.type === 'paragraph' && block.auto === id)
    kept.splice(at < 0 ? kept.length : at + 1, 0, table)
  }
  return kept
}

/** Words that were edited are no longer written anew; tables must be as they were. Returns undefined if one is not. */
export function editedBlocks(
  current: readonly BulletinBlock[],
  edited: readonly BulletinBlock[],
): BulletinBlock[] | undefined {
  const tablesOf = (blocks: readonly BulletinBlock[]) =>
    JSON.stringify(
      blocks
        .filter((block) => block.type === 'table')
        .map(({ id, columns, rows }) => [id, columns.map(({ title, align }) => [title, align]), rows]),
    )
  if (tablesOf(current) !== tablesOf(edited)) return undefined
  const texts = new Map(
    current.flatMap((block) =>
      block.type === 'paragraph' && block.auto ? [[block.auto, block.text] as const] : [],
    ),
  )
  return edited.map((block) =>
    block.type === 'paragraph' && block.auto && texts.get(block.auto) !== block.text
      ? { type: 'paragraph', text: block.text }
      : block,
  )
}

/** One figure that is no longer what a draft says. */
export type FigureChange = {
  readonly table: string
  readonly row: string
  readonly column: string
  readonly before: string
  readonly after: string
}

/** Of a bulletin, rows are known by their subject, overdue ones by their duty. */
const subjectOf = (id: string, row: readonly string[]) => (id === 'overdue' ? row[0] : row[1]) ?? ''

/** What changed in the tables since a draft was counted; `nameOf` says by what the rows of a table are known. */
export function figureChanges(
  current: readonly BulletinBlock[],
  fresh: readonly BulletinBlock[],
  nameOf: (table: string, row: readonly string[]) => string = subjectOf,
): FigureChange[] {
  const after = new Map(
    fresh.flatMap((block) => (block.type === 'table' ? [[block.id, block] as const] : [])),
  )
  const changesOf = (table: Extract<BulletinBlock, { type: 'table' }>): FigureChange[] => {
    const other = after.get(table.id)
    const rows = new Map(other?.rows.map((row) => [nameOf(table.id, row), row]))
    const changed = table.rows.flatMap((row): FigureChange[] => {
      const name = nameOf(table.id, row)
      const next = rows.get(name)
      rows.delete(name)
      if (!next) return [{ table: table.caption, row: name, column: '', before: '有', after: '已不在' }]
      return table.columns.flatMap(({ title }, index) =>
        row[index] === next[index]
          ? []
          : [
              {
                table: table.caption,
                row: name,
                column: title,
                before: row[index] ?? '',
                after: next[index] ?? '',
              },
            ],
      )
    })
    const added = [...rows.keys()].map((row) => ({
      table: table.caption,
      row,
      column: '',
      before: '没有',
      after: '新增',
    }))
    return [...changed, ...added]
  }
  const known = new Set(current.flatMap((block) => (block.type === 'table' ? [block.id] : [])))
  const added = [...after.values()]
    .filter((table) => !known.has(table.id))
    .map((table) => ({ table: table.caption, row: table.caption, column: '', before: '没有', after: '新增' }))
  return [...current.flatMap((block) => (block.type === 'table' ? changesOf(block) : [])), ...added]
}
