import { code, codes, day, kind, matter, note, type RecordOf } from '../../kinds/index.ts'

/** A step of a case that the plan asks for (评查、会商、上级把关…): when, with whom, what came of it. */
export const caseStep = kind('caseStep', {
  title: '办案环节',
  room: 'cases',
  basis: '四(三)1；附·平安办3、派出所9、安定法庭2、安定法庭3',
  purpose: '评查、会商、上级把关、社会调查等环节逐案有记载',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'assigned'],
  writers: ['police', 'office', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'assigned'],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 7, after: 'matter', basis: '未成年人保护法；刑法 第八十七条（被害人满21周岁前不删除）' },
  fields: {
    matter: matter('案件'),
    step: code('环节', { list: 'caseSteps' }),
    doneOn: day('日期'),
    units: codes('参加单位', { list: 'units' }),
    result: note('结果', { max: 500 }).optional().hinted('不写姓名、学校、住址，用代号'),
  },
})
export type CaseStep = RecordOf<typeof caseStep>
