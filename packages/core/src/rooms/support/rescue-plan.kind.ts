import { code, codes, day, flag, kind, matter, note, type RecordOf, text } from '../../kinds/index.ts'

const coded = '用代号，不写姓名、学校、住址'

/** Who reads a plan: those who run it, and those assigned by name, be it to the rescue alone. The units that help see their own tasks only. */
const readers = ['office', 'leader', 'police', 'rescuing'] as const
const runners = ['office', 'police', 'assigned'] as const
/** Who helps writes down who agreed and how it goes; the plan and its tasks are made by those who run it. */
const helpers = ['office', 'police', 'rescuing'] as const
const keep = {
  years: 7,
  after: 'matter',
  basis: '未成年人保护法；刑法 第八十七条（被害人满21周岁前不删除）',
} as const

/** The rescue of one victim and the family (一人一份救助方案): which help is needed, who agreed, when it is looked at again. */
export const rescuePlan = kind('rescuePlan', {
  title: '救助方案',
  room: 'support',
  basis: '四(三)5；附·平安办10；未成年人保护法 第一百一十一条',
  purpose: '每名被害人和家庭一份方案，几个单位一起帮，征得同意，定期评估，商定办结',
  owner: 'township',
  readers,
  writers: runners,
  cleared: readers,
  subject: 'matter',
  matter: 'matter',
  keep,
  endsOn: 'closedOn',
  fields: {
    matter: matter('案件或线索'),
    /** The cover of the victim: a code, behind which the sealed file lies. */
    person: matter('被害人'),
    code: text('方案编号', { max: 20 }),
    helps: codes('需要的帮助', { list: 'rescueHelps' }),
    isAbandoned: flag('被遗弃的儿童'),
    situation: note('情况和安排', { max: 1500 }).hinted(coded),
    /** That legal aid was offered, whatever the family wants of it (法律援助法 第二十五条；附·司法所2). */
    legalAidOn: day('告知法律援助日期').optional(),
    legalAid: code('家属对法律援助的意见', { list: 'legalAidAnswers' }).optional(),
    legalAidWhy: note('不需要的理由', { max: 300 }).hinted(coded).optional(),
    state: code('状态', { list: 'rescueStates' }),
    madeOn: day('制定日期'),
    reviewBy: day('下次评估日期'),
    outcome: code('办结情形', { list: 'rescueOutcomes' }).optional(),
    closeNote: note('办结说明', { max: 500 }).hinted(coded).optional(),
    closedOn: day('办结日期').optional(),
  },
})
export type RescuePlan = RecordOf<typeof rescuePlan>

/** That help was agreed to: by whom, when, to what; and that it was taken back. Without it there is only urgent care. */
export const rescueConsent = kind('rescueConsent', {
  title: '救助同意',
  room: 'support',
  basis: '未成年人保护法 第四条；个人信息保护法 第二十八条至第三十一条',
  purpose: '帮助之前征得同意，随时可以撤回',
  owner: 'township',
  readers,
  writers: helpers,
  cleared: readers,
  subject: 'matter',
  matter: 'matter',
  keep,
  endsOn: 'withdrawnOn',
  fields: {
    matter: matter('案件或线索'),
    plan: matter('救助方案'),
    by: code('谁同意', { list: 'consentGivers' }),
    form: code('方式', { list: 'consentForms' }),
    helps: codes('同意哪些帮助', { list: 'rescueHelps' }),
    isChildHeard: flag('听取了孩子本人的意见'),
    givenOn: day('同意日期'),
    /** Where the signed paper lies; the paper itself bears names. */
    keptAt: text('同意书或记录存放处', { max: 60 }),
    withdrawnOn: day('撤回日期').optional(),
    withdrawnWhy: note('撤回的理由', { max: 300 }).optional(),
  },
})
export type RescueConsent = RecordOf<typeof rescueConsent>

/** That a plan was looked at on a day, what was found, and when it is looked at again. */
export const rescueReview = kind('rescueReview', {
  title: '救助评估',
  room: 'support',
  basis: '四(三)5；附·平安办10',
  purpose: '救助方案定期评估，按孩子的变化调整',
  owner: 'township',
  readers,
  writers: helpers,
  cleared: readers,
  subject: 'matter',
  matter: 'matter',
  keep,
  fields: {
    matter: matter('案件或线索'),
    plan: matter('救助方案'),
    reviewedOn: day('评估日期'),
    finding: note('评估情况和调整', { max: 1000 }).hinted(coded),
    nextOn: day('下次评估日期'),
  },
})
export type RescueReview = RecordOf<typeof rescueReview>
