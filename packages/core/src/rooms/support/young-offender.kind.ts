import { code, day, flag, kind, matter, note, type RecordOf, text } from '../../kinds/index.ts'

const keep = {
  years: 3,
  after: 'closedOn',
  basis: '预防未成年人犯罪法 第五十九条；个人信息保护法 第十九条',
} as const

/**
 * The file of a young offender (失足青少年): a matter of its own, with a code. Who it is lies in a sealed file; who looks after
 * them is assigned by name. Neither village nor school sees that there is one.
 */
export const youngOffender = kind('youngOffender', {
  title: '失足青少年',
  room: 'support',
  basis: '四(三)5；附·司法所1；预防未成年人犯罪法 第五十六条、第五十九条；社区矫正法 第五十二条至第五十八条',
  purpose: '失足青少年一人一档、有人负责帮教，身份和犯罪记录封存',
  owner: 'township',
  readers: ['office', 'police', 'remit:justice', 'assigned'],
  writers: ['police', 'remit:justice', 'assigned'],
  cleared: ['office', 'police', 'remit:justice', 'assigned'],
  subject: 'self',
  matter: 'self',
  keep,
  endsOn: 'closedOn',
  fields: {
    code: text('编号', { max: 20 }),
    ground: code('建档依据', { list: 'offenderGrounds' }),
    /** The case that they come of, where there is one; whoever is left out of it is left out of the file. */
    fromCase: matter('来源案件').optional(),
    openedOn: day('建档日期'),
    /** Of somebody who comes back from a special school: from then on they are visited each month. */
    returnedOn: day('专门学校返回日期').optional(),
    isInCorrection: flag('社区矫正对象'),
    correctionFrom: day('矫正开始日期').optional(),
    correctionTo: day('矫正结束日期').optional(),
    outcome: code('结束帮教的情形', { list: 'offenderOutcomes' }).optional(),
    closedOn: day('结束帮教日期').optional(),
    /** It leaves somebody of the township out: in no figure of the township. */
    isOutside: flag('镇外受理'),
  },
})
export type YoungOffender = RecordOf<typeof youngOffender>

/** One meeting or talk with a young offender: when, how, what came of it. */
export const offenderMeeting = kind('offenderMeeting', {
  title: '帮教记录',
  room: 'support',
  basis: '附·司法所1；预防未成年人犯罪法 第五十六条',
  purpose: '帮教有经过；未成年社区矫正对象每月当面见到本人',
  owner: 'township',
  readers: ['remit:justice', 'assigned'],
  writers: ['remit:justice', 'assigned'],
  cleared: ['remit:justice', 'assigned'],
  subject: 'matter',
  matter: 'matter',
  keep: { ...keep, after: 'matter' },
  fields: {
    matter: matter('失足青少年'),
    metOn: day('日期'),
    way: code('方式', { list: 'offenderWays' }),
    progress: note('表现、困难和下一步', { max: 1000 }),
    who: text('谁做的', { max: 40 }),
  },
})
export type OffenderMeeting = RecordOf<typeof offenderMeeting>
