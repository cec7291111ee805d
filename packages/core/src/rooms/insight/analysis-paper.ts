import { formatDayZh } from '../../calendar/index.ts'
import type { Playbook } from '../../playbook/index.ts'
import type { BulletinPaper, FigureChange } from '../supervision/index.ts'
import type { Analysis } from './analysis.kind.ts'

/** What stands on an analysis's paper around its own words, as screen and Word file both print it. */
export function analysisPaper(
  printed: Pick<Analysis, 'asOf' | 'issuedOn' | 'signedBy' | 'contentHash'>,
  playbook: Playbook,
): BulletinPaper {
  const { issuedOn, signedBy, contentHash, asOf } = printed
  const { name } = playbook.township
  const unitOf = (kind: string) => playbook.units.find((each) => each.kind === kind)?.name ?? ''
  const office = unitOf('office')
  // A police station bears its own name; the office is the township's.
  const issuer = unitOf('police') || (office.startsWith(name) ? office : `${name}${office}`)
  return {
    mark: `${name}未成年人案件分析`,
    number: issuedOn ? '内部资料' : '草稿（未签发）',
    signature: issuer,
    date: issuedOn ? formatDayZh(issuedOn) : '',
    copyTo: '领导小组组长、副组长，平安办、纪委',
    printedBy: issuer,
    printedOn: issuedOn ? `${formatDayZh(issuedOn)}印发` : '',
    evidence: [
      `数据截至${formatDayZh(asOf)}，由办理记录自动汇总，不含镇外受理的事项。`,
      ...(signedBy ? [`签发人：${signedBy}`] : []),
      ...(contentHash ? [`内容校验值（SHA-256）：${contentHash}`] : []),
    ],
  }
}

/** An analysis as its page shows it. */
export type AnalysisView = {
  readonly analysis: Analysis
  readonly paper: BulletinPaper
  /** What the tables would say differently today; empty once issued. */
  readonly changes: readonly FigureChange[]
  /** Names and numbers in a draft's words, which must go before it is issued. */
  readonly persons: readonly string[]
  /** Whether what was issued still has its hash; null for a draft. */
  readonly isIntact: boolean | null
}
