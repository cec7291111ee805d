import { code, day, kind, matter, note, type RecordOf, ref, text } from '../../kinds/index.ts'

/** Within so many working days after arrest approval of a special suspect, accountability is opened (附·纪委4). */
export const OPEN_WORKING_DAYS = 3
/** Within so many days after it was opened, a finding is decided (附·纪委2). */
export const DECIDE_DAYS = 30

/**
 * Holding to account (追责): a finding about a unit, a village or a post, never about a minor. A case whose suspect has a
 * special standing makes a line that is due by itself when the arrest is approved.
 */
export const accountability = kind('accountability', {
  title: '追责问责',
  room: 'cases',
  basis: '四(三)3、五(四)；附·纪委2、纪委3、纪委4',
  purpose: '迟报瞒报、履职不力、特定身份人员涉案的，按期启动、按期决定',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'discipline'],
  writers: ['discipline'],
  cleared: ['office', 'leader', 'discipline'],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 10, after: 'decidedOn', basis: '中国共产党纪律检查机关监督执纪工作规则' },
  endsOn: 'decidedOn',
  fields: {
    /** The case or lead; of a finding that concerns none, itself. */
    matter: matter('来源'),
    code: text('编号', { max: 20 }),
    finding: code('事由', { list: 'accountabilityFindings' }),
    reportDuty: ref('迟报的强制报告', 'reportDuty').optional(),
    post: text('涉及岗位', { max: 40 }).optional(),
    grounds: note('情形', { max: 500 }).optional(),
    status: code('状态', { list: 'accountabilityStates' }),
    /** Until when it must be opened, where a case made it due. */
    openBy: day('启动期限').optional(),
    openedOn: day('启动日期').optional(),
    decideBy: day('决定期限').optional(),
    decidedOn: day('决定日期').optional(),
    decision: code('处理决定', { list: 'accountabilityDecisions' }).optional(),
    decisionNote: note('决定内容', { max: 500 }).optional(),
  },
})
export type Accountability = RecordOf<typeof accountability>
