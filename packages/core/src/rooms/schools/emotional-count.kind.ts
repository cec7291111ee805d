import { code, count, day, kind, type RecordOf, text } from '../../kinds/index.ts'

/**
 * How many pupils of a school are emotionally troubled, once a month; nil is said as 0. School-romance matters stay between
 * pupil and counsellor, and the office gets a number: no pupil is named anywhere here, nor described.
 *
 * A number of so few that classmates could tell who is meant is not for the office either (个人信息保护法 第二十八条; fewer
 * than `FEWEST_COUNTED` persons by a sensitive attribute, of whom the office may open no record). So the exact number is
 * encrypted and the school's own, and the office reads a band; the number itself stands in `told` from five on. Nothing adds
 * schools up, so a number that is held back is not the rest of a sum.
 */
export const emotionalCount = kind('emotionalCount', {
  title: '情感困扰人数月报',
  room: 'schools',
  basis: '附·第二学区6、第二学区12；未成年人保护法 第三十条；个人信息保护法 第二十八条',
  purpose: '学生情感困扰早发现、校内辅导，镇里只知道人数，不足5人的只知道不足5人',
  owner: 'school',
  readers: ['office', 'remit:education', 'own-school'],
  writers: ['own-school'],
  cleared: ['own-school'],
  subject: 'self',
  keep: { years: 2, after: 'reportedOn', basis: '个人信息保护法 第十九条' },
  fields: {
    month: text('月份', { max: 7 }),
    band: code('人数', { list: 'countBands' }),
    told: count('5人及以上的具体人数', { max: 2000 }).optional(),
    reportedOn: day('报送日期'),
    number: count('准确人数（仅本校可见）', { max: 2000, guard: 'private' }),
  },
})
export type EmotionalCount = RecordOf<typeof emotionalCount>
