import { formatMonthZh } from '../../calendar/index.ts'
import { type CodeLists, nameOfCode } from '../../kinds/index.ts'
import { FEWEST_COUNTED } from '../../privacy/index.ts'
import type { BulletinBlock } from '../supervision/index.ts'
import type { AnalysisFigures, Breakdown } from './analysis-figures.ts'

/** What the words of an analysis say of causes before anybody has written them: it is not issued like that. */
export const FINDINGS = 'findings'

export const analysisTitle = ({ month }: AnalysisFigures): string =>
  `关于${formatMonthZh(month)}侵害未成年人案件的分析`

/** The rule of counting, as readers of the figures are told it. */
const RULE = `为保护未成年人，各项按人或起分类的数字满${FEWEST_COUNTED}才计入、成批计入；没有列出的类别，可能没有，也可能不足${FEWEST_COUNTED}。各表不设合计，也不能由前后两个月相减得出具体的人。`

/** The analysis as it writes itself: figures to leave alone, words to edit. */
export function analysisBlocks(figures: AnalysisFigures, lists: CodeLists): BulletinBlock[] {
  const table = (id: string, caption: string, unit: string) => tableOf(figures, lists, { id, caption, unit })
  return [
    heading('一、总体情况'),
    words('overview', overview(figures)),
    monthsTable(figures),
    heading('二、线索来源和类别'),
    words('leads', most(figures, lists, ['sources', 'concerns', 'settings'])),
    ...table('sources', '线索怎样来的', '条'),
    ...table('concerns', '线索类别', '条'),
    ...table('settings', '发生场所', '条'),
    ...table('weekdays', '发生时间', '条'),
    heading('三、办理速度'),
    words('speed', speed(figures)),
    heading('四、案件和被害人'),
    words('cases', cases(figures, lists)),
    ...table('case-concerns', '案件类别', '起'),
    ...table('case-settings', '案发场所', '起'),
    ...table('ages', '被害人年龄段', '人'),
    ...table('sexes', '被害人性别', '人'),
    ...table('relations', '与嫌疑人的关系', '人'),
    words('rule', RULE),
    heading('五、原因和下步措施'),
    words(
      FINDINGS,
      '（请写明发案的特点和原因、管理上的薄弱环节、下步措施；不写姓名、学校、住址和能认出人的情节。）',
    ),
  ]
}

/** Whether somebody has written what the figures mean. */
export const hasFindings = (blocks: readonly BulletinBlock[]): boolean =>
  !blocks.some((block) => block.type === 'paragraph' && block.auto === FINDINGS) &&
  blocks.some((block) => block.type === 'paragraph' && !block.auto && block.text.trim().length >= 10)

const heading = (text: string): BulletinBlock => ({ type: 'heading', level: 1, text })
const words = (auto: string, text: string): BulletinBlock => ({ type: 'paragraph', text, auto })

const span = ({ from, month }: AnalysisFigures) => `${formatMonthZh(from)}至${formatMonthZh(month)}`

function overview(figures: AnalysisFigures): string {
  const { month, leadsByMonth } = figures
  const all = leadsByMonth.reduce((sum, each) => sum + each.count, 0)
  const last = leadsByMonth.at(-1)?.count ?? 0
  const before = leadsByMonth.at(-2)?.count ?? 0
  const moved =
    last === before ? '与上月持平' : `比上月${last > before ? '多' : '少'}${Math.abs(last - before)}条`
  const of =
    figures.cases === null ? `案件数不足${FEWEST_COUNTED}起，不列数目。` : `计入案件${figures.cases}起。`
  return `${span(figures)}，全镇共收到线索${all}条，其中${formatMonthZh(month)}收到${last}条，${moved}。${of}`
}

/** The largest groups of some breakdowns, in words. */
function most(figures: AnalysisFigures, lists: CodeLists, ids: readonly string[]): string {
  const lead: Readonly<Record<string, string>> = {
    sources: '线索较多来自',
    concerns: '类别较多的是',
    settings: '较多发生在',
    'case-concerns': '案件较多的是',
    'case-settings': '案发较多在',
    ages: '被害人较多在',
    relations: '与嫌疑人的关系较多是',
  }
  const said = ids.flatMap((id) => {
    const of = figures.breakdowns.find((each) => each.id === id)
    const first = of?.rows.filter((row) => row.code !== 'unknown').slice(0, 2) ?? []
    if (!of || first.length === 0) return []
    const named = first.map(({ code, count }) => `${nameOf(of, lists, code)}（${count}）`).join('、')
    return [`${lead[id] ?? ''}${named}`]
  })
  return said.length > 0 ? `${said.join('；')}。` : `各类都不足${FEWEST_COUNTED}，不列数目。`
}

function speed({ speed: of }: AnalysisFigures): string {
  if (!of) return `作出处理决定的线索不足${FEWEST_COUNTED}条，不列数目。`
  const share = Math.floor((of.inTime / of.decided) * 100)
  return `已作出处理决定${of.decided}条，其中在时限内${of.inTime}条，占${share}%；从收到到决定，中间数为${of.medianHours}小时。`
}

function cases(figures: AnalysisFigures, lists: CodeLists): string {
  if (figures.cases === null) return `案件不足${FEWEST_COUNTED}起，类别、年龄等不列数目。`
  return most(figures, lists, ['case-concerns', 'case-settings', 'ages', 'relations'])
}

const nameOf = ({ list }: Breakdown, lists: CodeLists, code: string) =>
  code === 'unknown' ? '不清楚' : nameOfCode(lists, list, code)

const BAR = 16
/** A bar of text, so that the figure is also a picture on paper. */
const bar = (count: number, largest: number) =>
  '■'.repeat(Math.max(count > 0 ? 1 : 0, Math.round((count / Math.max(1, largest)) * BAR)))

function tableOf(
  figures: AnalysisFigures,
  lists: CodeLists,
  { id, caption, unit }: { id: string; caption: string; unit: string },
): BulletinBlock[] {
  const of = figures.breakdowns.find((each) => each.id === id)
  if (!of || of.rows.length === 0) return []
  const largest = Math.max(...of.rows.map((row) => row.count))
  return [
    {
      type: 'table',
      id,
      caption: `${caption}（${span(figures)}，满${FEWEST_COUNTED}计入）`,
      columns: [
        { title: '类别', align: 'left' },
        { title: unit, align: 'right' },
        { title: '图', align: 'left' },
      ],
      rows: of.rows.map(({ code, count }) => [nameOf(of, lists, code), String(count), bar(count, largest)]),
    },
  ]
}

function monthsTable(figures: AnalysisFigures): BulletinBlock {
  const largest = Math.max(...figures.leadsByMonth.map((each) => each.count))
  return {
    type: 'table',
    id: 'months',
    caption: '各月收到的线索',
    columns: [
      { title: '月份', align: 'left' },
      { title: '条', align: 'right' },
      { title: '图', align: 'left' },
    ],
    rows: figures.leadsByMonth.map(({ month, count }) => [
      formatMonthZh(month),
      String(count),
      bar(count, largest),
    ]),
  }
}
