import { formatDayZh, yearOf } from '../../calendar/index.ts'
import { type Playbook, villageUnitOf } from '../../playbook/index.ts'
import type { Bulletin } from './bulletin.kind.ts'
import type { FigureChange } from './bulletin-blocks.ts'
import type { BulletinFigures } from './bulletin-figures.ts'

/** What stands on a bulletin's paper around its own words, as screen and Word file both print it. */
export type BulletinPaper = {
  /** 发文机关标志, in red. */
  readonly mark: string
  /** 发文字号, or that it is a draft. */
  readonly number: string
  /** 发文机关署名 and 成文日期; the date is empty for a draft. */
  readonly signature: string
  readonly date: string
  /** 版记: who else gets it; who printed it, and when. */
  readonly copyTo: string
  readonly printedBy: string
  readonly printedOn: string
  readonly evidence: readonly string[]
}

/** What of a bulletin is printed; a draft has no number, date nor signature yet. */
export type PrintedBulletin = Pick<Bulletin, 'title' | 'blocks' | 'asOf'> &
  Partial<
    Pick<Bulletin, 'month' | 'issueNumber' | 'issuedOn' | 'signedBy' | 'contentHash' | 'logHead' | 'status'>
  >

/** '〔2024〕第5期', as a bulletin is cited; undefined for a draft. */
export const bulletinNumberZh = ({
  issueNumber,
  issuedOn,
}: Pick<PrintedBulletin, 'issueNumber' | 'issuedOn'>): string | undefined =>
  issueNumber && issuedOn ? `〔${yearOf(issuedOn)}〕第${issueNumber}期` : undefined

/**
 * The parts of the paper by GB/T 9704 that follow from plan and record. `replaces` is the number of the one that it
 * supersedes. The leading group's office issues it (五(四)): it is named by the plan, or by its township alone.
 */
export function bulletinPaper(
  printed: PrintedBulletin,
  playbook: Playbook,
  replaces?: string,
): BulletinPaper {
  const { issuedOn, signedBy, contentHash, logHead, asOf } = printed
  const { name } = playbook.township
  const unit = playbook.units.find((each) => each.kind === 'office')?.name ?? ''
  const office = unit.startsWith(name) ? unit : `${name}${unit}`
  const copied = villageUnitOf(playbook) ? '各村、各成员单位' : '各成员单位'
  return {
    mark: `${name}未成年人保护工作情况通报`,
    number: bulletinNumberZh(printed) ?? '草稿（未签发）',
    signature: office,
    date: issuedOn ? formatDayZh(issuedOn) : '',
    copyTo: `领导小组组长、副组长，${copied}`,
    printedBy: office,
    printedOn: issuedOn ? `${formatDayZh(issuedOn)}印发` : '',
    evidence: [
      `数据截至${formatDayZh(asOf)}，由履职记录自动汇总。`,
      ...(signedBy ? [`签发人：${signedBy}`] : []),
      ...(replaces ? [`本期替代${replaces}；原来的一期同时作废。`] : []),
      ...(contentHash ? [`内容校验值（SHA-256）：${contentHash}`] : []),
      ...(logHead ? [`签发前办理记录存证，链头 ${logHead.replace(/^\d+:/, '')}`] : []),
    ],
  }
}

/** A bulletin as its page shows it: the record, the paper around its words, and what has changed since. */
export type BulletinView = {
  readonly bulletin: Bulletin
  readonly paper: BulletinPaper
  /** What the tables would say differently today; empty once issued. */
  readonly changes: readonly FigureChange[]
  /** The figures of today; null once issued. */
  readonly figures: BulletinFigures | null
  /** Names of registered persons and numbers in a draft's words, which must go before it is issued. */
  readonly persons: readonly string[]
  /** Whether what was issued still has its hash; null for a draft. */
  readonly isIntact: boolean | null
}
