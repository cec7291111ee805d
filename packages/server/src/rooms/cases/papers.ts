import {
  type CodeLists,
  formatDayOfYearZh,
  formatDayZh,
  formatMonthZh,
  type Month,
  nameOfCode,
  type Playbook,
  type Recommendation,
} from '@hulei/core'
import { type OfficialBlock, officialDocument } from '../../platform/documents/index.ts'
import type { ReviewLine } from './reviews.reads.ts'

type Plan = { readonly playbook: Playbook; readonly lists: CodeLists }

const officeOf = ({ township, units }: Playbook): string => {
  const unit = units.find((each) => each.kind === 'office')?.name ?? ''
  return unit.startsWith(township.name) ? unit : `${township.name}${unit}`
}

/** A recommendation as it is sent (公安提示函、司法建议书、监察建议书). */
export async function recommendationDocument(
  given: Recommendation,
  { playbook, lists }: Plan,
): Promise<Buffer> {
  const issuer = nameOfCode(lists, 'units', given.issuedBy)
  const form = nameOfCode(lists, 'recommendationForms', given.form)
  const addressee = given.toOther ?? addresseeOf(given, lists)
  return await officialDocument({
    mark: `${issuer}${form}`,
    number: given.number,
    title: given.title,
    to: addressee,
    body: [
      { type: 'paragraph', text: given.body },
      {
        type: 'paragraph',
        text: `请于${formatDayZh(given.answerBy)}前将落实情况书面回复我单位，我单位将到现场核查。`,
      },
    ],
    signature: issuer,
    date: formatDayZh(given.issuedOn),
    copyTo: officeOf(playbook),
    printedBy: issuer,
    printedOn: `${formatDayZh(given.issuedOn)}印发`,
    evidence: [],
  })
}

const addresseeOf = ({ unit, village, school }: Recommendation, lists: CodeLists): string =>
  village
    ? nameOfCode(lists, 'villages', village)
    : school
      ? nameOfCode(lists, 'schools', school)
      : nameOfCode(lists, 'units', unit ?? '')

/** The report of a month's reviews: cases by their codes alone. */
export async function reviewsDocument(
  month: Month,
  lines: readonly ReviewLine[],
  { playbook, lists }: Plan,
  printedOn: string,
): Promise<Buffer> {
  const office = officeOf(playbook)
  const done = lines.filter((line) => line.review)
  const problems = lines.flatMap((line) => line.problems)
  const closed = problems.filter((problem) => problem.closedOn).length
  return await officialDocument({
    mark: `${playbook.township.name}案件倒查报告`,
    number: '内部资料，注意保密',
    title: `关于${formatMonthZh(month)}案件倒查情况的报告`,
    body: [
      { type: 'heading', level: 1, text: '一、总体情况' },
      {
        type: 'paragraph',
        text: `应倒查案件${lines.length}起，已完成倒查${done.length}起；发现问题${problems.length}项，已销号${closed}项。`,
      },
      ...(lines.length > 0 ? [overview(lines, lists)] : []),
      { type: 'heading', level: 1, text: '二、逐案情况' },
      ...done.flatMap((line, index) => oneCase(line, index, lists)),
      ...(done.length === 0 ? [{ type: 'paragraph' as const, text: '本期没有完成的倒查。' }] : []),
      { type: 'heading', level: 1, text: '三、问题清单' },
      ...(problems.length > 0
        ? [problemTable(lines, lists)]
        : [{ type: 'paragraph' as const, text: '本期没有登记问题。' }]),
    ],
    signature: office,
    date: printedOn,
    copyTo: '领导小组组长、副组长，纪委、派出所、法庭',
    printedBy: office,
    printedOn: `${printedOn}印发`,
    evidence: ['案件和人员只用编号、代号，不得对外提供。'],
  })
}

const overview = (lines: readonly ReviewLine[], lists: CodeLists): OfficialBlock => ({
  type: 'table',
  caption: '案件和倒查',
  columns: [
    { title: '案件', align: 'left' },
    { title: '类别', align: 'left' },
    { title: '阶段', align: 'left' },
    { title: '倒查日期', align: 'left' },
    { title: '问责结论', align: 'left' },
  ],
  rows: lines.map(({ case: of, review }) => [
    of.code,
    nameOfCode(lists, 'leadConcerns', of.concerns),
    nameOfCode(lists, 'caseStages', of.stage),
    review ? formatDayZh(review.reviewedOn) : '未完成',
    review ? nameOfCode(lists, 'accountabilityCalls', review.accountability) : '—',
  ]),
})

function oneCase({ case: of, review }: ReviewLine, index: number, lists: CodeLists): OfficialBlock[] {
  if (!review) return []
  const parts = [
    ['倒查', review.traced],
    ['剖析', review.dissected],
    ['整治', review.rectified],
    ['问责', review.heldToAccount],
  ] as const
  const units = review.units.map((unit) => nameOfCode(lists, 'units', unit)).join('、')
  return [
    { type: 'heading', level: 2, text: `（${numeralZh(index + 1)}）${of.code}` },
    ...(units ? [{ type: 'paragraph' as const, text: `参加单位：${units}。` }] : []),
    ...parts.map(([title, text]) => ({ type: 'paragraph' as const, text: `${title}：${text}` })),
  ]
}

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
/** 一、十二、三十: numbers of headings, below one hundred. */
function numeralZh(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${digits[ones]}`
}

const problemTable = (lines: readonly ReviewLine[], lists: CodeLists): OfficialBlock => ({
  type: 'table',
  caption: '问题和责任',
  columns: [
    { title: '编号', align: 'left' },
    { title: '问题', align: 'left' },
    { title: '责任单位', align: 'left' },
    { title: '期限', align: 'left' },
    { title: '状态', align: 'left' },
  ],
  rows: lines.flatMap(({ problems }) =>
    problems.map((each) => [
      each.code,
      each.what.slice(0, 200),
      ownerOf(each, lists),
      each.dueOn ? formatDayOfYearZh(each.dueOn) : '未定',
      nameOfCode(lists, 'problemStates', each.status),
    ]),
  ),
})

const ownerOf = ({ unit, village, school }: ReviewLine['problems'][number], lists: CodeLists): string =>
  village
    ? nameOfCode(lists, 'villages', village)
    : school
      ? nameOfCode(lists, 'schools', school)
      : unit
        ? nameOfCode(lists, 'units', unit)
        : '未定'
