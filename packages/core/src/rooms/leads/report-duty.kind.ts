import { code, day, flag, instant, kind, matter, note, type RecordOf } from '../../kinds/index.ts'

/**
 * How a body that must report did its duty on one lead: when it knew, when it reported. Apart from the lead, since it shows
 * where the report came from; counted for the body, read by those who watch over the duty.
 */
export const reportDuty = kind('reportDuty', {
  title: '强制报告履职',
  room: 'leads',
  basis: '未成年人保护法 第十一条；关于建立侵害未成年人案件强制报告制度的意见',
  purpose: '报告义务单位是否按时报告；迟报、瞒报进入追责',
  owner: 'unit-or-village',
  readers: ['police', 'discipline'],
  writers: ['public', 'discipline'],
  cleared: ['police', 'discipline'],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 7, after: 'reportedOn', basis: '未成年人保护法 第一百一十七条' },
  fields: {
    matter: matter('线索'),
    situation: code('应当报告的情形', { list: 'reportSituations' }).optional(),
    isMandatory: flag('强制报告'),
    knewAt: instant('知道时间'),
    reportedAt: instant('报告时间'),
    reportBy: instant('报告时限'),
    reportedOn: day('报告日期'),
    isLate: flag('迟报'),
    decision: note('处理决定', { max: 300 }).optional(),
    decidedOn: day('决定日期').optional(),
  },
})
export type ReportDuty = RecordOf<typeof reportDuty>
