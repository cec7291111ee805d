import { type Day, formatDayZh } from '@hulei/core'
import { type OfficialBlock, officialDocument } from '../../platform/documents/index.ts'
import type { Township } from '../../platform/townships.ts'
import type { AuditFigures } from './audit-figures.ts'
import { whoAnswers } from './copy-document.ts'

/** The lines of a year's audit, section by section: what is counted and its figure. */
export const auditSections = (of: AuditFigures) =>
  [
    {
      title: '查看权限',
      lines: [
        ['可以查看未成年人信息的岗位', `${of.posts}个`],
        ['其中没有登记批准人的', `${of.postsUnapproved}个`],
      ],
      isFine: of.postsUnapproved === 0,
      advice: '有岗位没有登记批准人，请补登批准人，或者停止其查看权限。',
    },
    {
      title: '查阅和导出',
      lines: [
        ['查看名册', `${of.lists}次`],
        ['打开档案', `${of.files}次`],
        ['查看修改记录', `${of.histories}次`],
        ['导出、打印', `${of.exports}次`],
      ],
      isFine: true,
      advice: '',
    },
    {
      title: '密封内容',
      lines: [
        ['查看登记', `${of.openings}次`],
        ['读取内容', `${of.sealedReadings}次`],
        ['其中破封', `${of.broken}次`],
        ['破封未复核', `${of.brokenUnreviewed}次`],
      ],
      isFine: of.brokenUnreviewed === 0,
      advice: '有破封还没有复核，请平安办逐次复核。',
    },
    {
      title: '到期销毁',
      lines: [
        ['销毁事项', `${of.erasures}件`],
        ['销毁密钥', `${of.erasedKeys}把`],
      ],
      isFine: true,
      advice: '',
    },
    {
      title: '权利申请',
      lines: [
        ['收到申请', `${of.requests}件`],
        ['已办结', `${of.requestsAnswered}件`],
        ['其中按期办结', `${of.requestsInTime}件`],
        ['其中不予办理', `${of.requestsRefused}件`],
        ['已同意还没有办完', `${of.requestsPromised}件`],
      ],
      isFine: of.requestsInTime === of.requestsAnswered,
      advice: '有申请没有按期办结，请查明原因。',
    },
    {
      title: '泄露事件',
      lines: [
        ['发生事件', `${of.breaches}起`],
        ['超过时限的步骤', `${of.breachStepsLate}步`],
      ],
      isFine: of.breachStepsLate === 0,
      advice: '有处置、报告或告知超过时限，请查明原因并改进。',
    },
    {
      title: '影响评估',
      lines: [['下次评估不晚于', of.nextAssessmentOn ? formatDayZh(of.nextAssessmentOn) : '还没有评估']],
      isFine: !of.isAssessmentDue,
      advice: '处理未成年人信息的影响评估没有做、已经到期或者处理的信息有变化，请评估并报领导批准。',
    },
  ] as const

/** The report of a year's compliance audit (未成年人网络保护条例 第三十六条、第三十七条). */
export async function auditDocument(of: AuditFigures, { playbook }: Township, today: Day): Promise<Buffer> {
  const { office } = whoAnswers(playbook)
  const printedOn = formatDayZh(today)
  const sections = auditSections(of)
  const advice = sections.filter((each) => !each.isFine).map((each) => each.advice)
  return await officialDocument({
    mark: `${playbook.township.name}个人信息合规审计报告`,
    number: '内部资料',
    title: `${of.year}年度处理未成年人个人信息合规审计报告`,
    body: [
      {
        type: 'paragraph',
        text: `根据《未成年人网络保护条例》第三十六条、第三十七条，对${of.year}年处理未成年人个人信息的情况进行审计，报告如下（截至${printedOn}）。`,
      },
      ...sections.flatMap((section, index): OfficialBlock[] => [
        { type: 'heading', level: 1, text: `${'一二三四五六七'[index]}、${section.title}` },
        {
          type: 'table',
          caption: section.title,
          columns: [
            { title: '项目', align: 'left' },
            { title: '数目', align: 'right' },
          ],
          rows: section.lines,
        },
      ]),
      { type: 'heading', level: 1, text: '八、审计意见' },
      ...(advice.length > 0 ? advice : ['各项都在规定以内，没有需要整改的情况。']).map(
        (text): OfficialBlock => ({ type: 'paragraph', text }),
      ),
    ],
    signature: office,
    date: printedOn,
    copyTo: '领导小组组长、副组长，纪委，县网信部门',
    printedBy: office,
    printedOn: `${printedOn}印发`,
    evidence: ['数字由岗位登记、查阅日志、密封查看登记等自动汇总；不含有人回避的事项。'],
  })
}
