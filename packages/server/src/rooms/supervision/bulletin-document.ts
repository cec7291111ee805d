import { type Bulletin, type BulletinBlock, formatDayZh, type Playbook } from '@hulei/core'
import { officialDocument } from '../../platform/documents/index.ts'

/** What of a bulletin is printed; a draft has no number, date nor signature yet. */
export type PrintedBulletin = Pick<Bulletin, 'title' | 'blocks' | 'asOf'> &
  Partial<Pick<Bulletin, 'issueNumber' | 'issuedOn' | 'signedBy' | 'contentHash' | 'logHead'>>

/** A bulletin as a Word file in official layout (GB/T 9704). A draft says that it is one. */
export async function bulletinDocument(printed: PrintedBulletin, playbook: Playbook): Promise<Buffer> {
  const { issueNumber, issuedOn, signedBy, contentHash, logHead } = printed
  const isIssued = Boolean(issuedOn && issueNumber)
  const office = `${playbook.township.name}平安建设办公室`
  const [seq, hash] = (logHead ?? '').split(':')
  return await officialDocument({
    mark: `${playbook.township.name}未成年人保护工作通报`,
    number: isIssued ? `〔${issuedOn?.slice(0, 4)}〕第${issueNumber}期` : '（草稿，未签发）',
    title: printed.title,
    body: printed.blocks.map(bodyBlock),
    signature: office,
    date: issuedOn ? formatDayZh(issuedOn) : '',
    copyTo: `${playbook.township.name}未成年人保护工作领导小组成员单位，各村。`,
    printed: issuedOn
      ? `${office}　　　　${formatDayZh(issuedOn)}印发　　签发人：${signedBy ?? ''}`
      : `${office}　　　　数据截至 ${formatDayZh(printed.asOf)}`,
    evidence: [
      `数据截至 ${formatDayZh(printed.asOf)}，由履职记录自动汇总。`,
      ...(contentHash ? [`内容校验值（SHA-256）：${contentHash}`] : []),
      ...(seq && hash ? [`签发前办理记录存证：第 ${seq} 条，链头 ${hash}`] : []),
    ],
  })
}

function bodyBlock(block: BulletinBlock) {
  if (block.type !== 'paragraph') return block
  return { type: block.type, text: block.text }
}
