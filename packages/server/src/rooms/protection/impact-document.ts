import { type Day, formatDayZh, type ImpactAssessment, nameOfCode } from '@hulei/core'
import { type OfficialBlock, officialDocument } from '../../platform/documents/index.ts'
import type { Township } from '../../platform/townships.ts'
import { whoAnswers } from './copy-document.ts'

/** An impact assessment as a report to sign and to keep (个人信息保护法 第五十六条). */
export async function impactDocument(
  of: ImpactAssessment,
  { playbook, lists }: Township,
  today: Day,
): Promise<Buffer> {
  const { office } = whoAnswers(playbook)
  const printedOn = formatDayZh(today)
  return await officialDocument({
    mark: `${playbook.township.name}个人信息保护影响评估报告`,
    number: of.code,
    title: '处理未成年人个人信息的影响评估报告',
    body: [
      paragraph(
        `根据《中华人民共和国个人信息保护法》第五十五条、第五十六条和《未成年人网络保护条例》，对处理未成年人个人信息进行事前评估（${nameOfCode(lists, 'impactReasons', of.reason)}），报告如下。`,
      ),
      ...section('一、处理目的和方式', of.purposes),
      ...section('二、合法、正当、必要', of.necessity),
      ...section('三、对孩子和家庭的影响', of.impact),
      { type: 'heading', level: 1, text: '四、风险程度' },
      paragraph(`评定为“${nameOfCode(lists, 'riskLevels', of.risk)}”。`),
      ...section('五、保护措施', of.measures),
      { type: 'heading', level: 1, text: '六、涉及的记录' },
      paragraph(`共${of.covers.length}类，由系统按各类记录的规定列出。`),
      {
        type: 'table',
        caption: '未成年人信息记录、目的、查看范围和保存期限',
        columns: [
          { title: '记录', align: 'left' },
          { title: '目的和依据', align: 'left' },
          { title: '谁可以查看', align: 'left' },
          { title: '保存', align: 'left' },
        ],
        rows: of.covers.map((each) => [
          each.isSealed ? `${each.title}（密封）` : each.title,
          `${each.purpose}（${each.basis}）`,
          each.readers.join('、'),
          each.keep,
        ]),
      },
      { type: 'heading', level: 1, text: '七、批准' },
      paragraph(approvalOf(of)),
      ...(of.opinion ? [paragraph(`批准意见：${of.opinion}`)] : []),
    ],
    signature: office,
    date: formatDayZh(of.approvedOn ?? of.assessedOn),
    copyTo: '领导小组组长、副组长，纪委',
    printedBy: office,
    printedOn: `${printedOn}印发`,
    evidence: ['评估报告和处理情况记录至少保存三年（个人信息保护法第五十六条第二款）。'],
  })
}

function approvalOf({ assessor, assessedOn, approvedBy, approvedOn, reviewOn }: ImpactAssessment): string {
  const assessed = `评估人${assessor}，${formatDayZh(assessedOn)}评估。`
  if (!approvedBy || !approvedOn || !reviewOn) return `${assessed}还没有批准，不作为处理的依据。`
  return `${assessed}${approvedBy}于${formatDayZh(approvedOn)}批准。下次评估不晚于${formatDayZh(reviewOn)}；处理的信息或者方式有变化的，随时重新评估。`
}

const section = (title: string, text: string): OfficialBlock[] => [
  { type: 'heading', level: 1, text: title },
  ...text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(paragraph),
]
const paragraph = (text: string): OfficialBlock => ({ type: 'paragraph', text })
