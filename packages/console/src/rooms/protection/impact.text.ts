import type { ProcessingEntry } from '@hulei/core'

/** What people read on the page of impact assessments, and what a new one begins with. */
export const impactText = {
  title: '影响评估',
  note: '处理未成年人信息以前先评估，领导批准；每年一次，处理的信息或者方式有变化的随时重做（个人信息保护法第五十五条、第五十六条）。报告至少保存三年。',
  assess: '开始评估',
  due: {
    none: '还没有批准的影响评估。先评估、批准，再处理。',
    over: (day: string) => `影响评估已经到期（${day}），请重新评估。`,
    changed: (day: string) => `处理的信息有变化，请重新评估（原定${day}）。`,
    soon: (day: string) => `下次评估${day}以前，请着手准备。`,
    fine: (day: string) => `下次评估：${day}以前。`,
  },
  changes: '和评估时相比',
  past: '历次评估',
  none: '还没有评估。点“开始评估”，系统已经列好处理哪些信息。',
  noneToRead: '还没有评估。',
  risk: '风险程度：',
  kinds: (count: number) => `涉及${count}类记录`,
  assessedBy: (who: string, day: string) => `${who}，${day}评估`,
  approvedBy: (who: string, day: string) => `${who}，${day}批准`,
  reviewOn: (day: string) => `下次${day}`,
  word: 'Word',
  processing: (count: number) => `现在处理的未成年人信息（${count}类）`,
  processingNote: '由各类记录的规定自动列出，评估时写入报告。',
  record: '记录',
  purpose: '目的和依据',
  readers: '谁可以查看',
  keep: '保存',
  sealed: '密封',
  comma: '、',
  /** What a first assessment begins with; whoever assesses changes it. */
  begin: (processing: readonly ProcessingEntry[]) => ({
    purposes:
      `由平安办等单位在本系统登记、查阅、更正、统计和到期销毁${processing.length}类记录，不公开、不对外提供、不作自动化评分。目的：${[...new Set(processing.map(({ purpose }) => purpose))].join('；')}。`.slice(
        0,
        2000,
      ),
    necessity:
      '合法：依据未成年人保护法、预防未成年人犯罪法规定的职责处理（个人信息保护法第十三条第一款第三项）。\n正当：只用于保护孩子，已以告知书公开。\n必要：每类记录只收集办理所需的栏目，保存期限逐类规定。',
    impact:
      '不满14周岁的信息是敏感个人信息。泄露会使受害、困境或者失足的孩子被认出、被议论，造成二次伤害；错误的信息会使帮扶落空；过宽的查看会使熟人社会里的家庭失去隐私。',
    measures:
      '按村、学校、岗位分开查看，由数据库强制；查看有登记、有批准人。\n身份证号、电话、住址、记述逐人加密；受害人、报告人密封，只有指定的承办人能打开，破封报告双组长和纪委。\n统计不满5人不列；通报、消息、文件名不含姓名。\n到期销毁密钥并出具证明；每年审计；泄露按时限处置、报告、告知。',
  }),
} as const
