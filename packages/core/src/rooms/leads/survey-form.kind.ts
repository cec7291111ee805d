import { count, day, flag, kind, note, type RecordOf, text } from '../../kinds/index.ts'

/** What a village or unit looked for, and how often it was found; nothing found is said as 0. No names: a suspicion is a lead. */
export const surveyQuestions = {
  harmed: count('疑似遭受性侵害、性骚扰的', { max: 999 }),
  beaten: count('身上有伤、疑似被殴打虐待的', { max: 999 }),
  neglected: count('长期无人照料、被遗弃的', { max: 999 }),
  venues: count('出入不适宜场所、夜不归宿的', { max: 999 }),
  online: count('网络上被诱骗、被威胁的', { max: 999 }),
  others: count('其他异常情况', { max: 999 }),
}

/** The monthly survey form (“利剑护蕾”问题线索排查表), due on the 25th; nil counts. */
export const surveyForm = kind('surveyForm', {
  title: '线索排查表',
  room: 'leads',
  basis: '附·村级6、附·卫生院1',
  purpose: '每月排查一次，25日前交，没有发现也要报；只报数，发现的逐条报告可疑情况',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'police', 'own-village', 'own-unit'],
  writers: ['own-village', 'own-unit'],
  cleared: ['office', 'leader', 'police', 'own-village', 'own-unit'],
  keep: { years: 3, after: 'handedInOn', basis: '方案 五(四)' },
  fields: {
    month: text('月份', { max: 7 }),
    ...surveyQuestions,
    reported: count('其中已报告可疑情况的', { max: 999 }),
    isNil: flag('零报告'),
    toldLeader: flag('已告知分管领导'),
    remark: note('说明', { max: 300, guard: 'open' })
      .hinted('不写孩子和家长的姓名；有可疑情况请点“报告可疑情况”')
      .optional(),
    handedInOn: day('交表日期'),
  },
})
export type SurveyForm = RecordOf<typeof surveyForm>
