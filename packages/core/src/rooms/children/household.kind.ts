import {
  address,
  codes,
  count,
  day,
  kind,
  personName,
  phone,
  type RecordOf,
  text,
} from '../../kinds/index.ts'

/** A household with minors. Single-parent or re-formed are facts of the household, never a category of a child. */
export const household = kind('household', {
  title: '家庭',
  room: 'children',
  basis: '四(一)1、四(一)3',
  purpose: '以户为单位走访，掌握监护情况',
  owner: 'village',
  readers: ['office', 'leader', 'remit:welfare', 'remit:education', 'remit:women', 'own-village'],
  writers: ['office', 'remit:welfare', 'own-village'],
  cleared: ['office', 'remit:welfare', 'own-village'],
  subject: 'self',
  keep: { years: 3, after: 'closedOn', basis: '个人信息保护法 第十九条' },
  endsOn: 'closedOn',
  fields: {
    headName: personName('户主', { search: 'pinyin' }),
    headPhone: phone('户主电话').optional(),
    hamlet: text('组别', { max: 30 }).optional(),
    address: address('住址').optional(),
    facts: codes('家庭情况', { list: 'householdFacts' }),
    members: count('家庭人口', { max: 60 }).optional(),
    closedOn: day('销户日期').optional(),
  },
})
export type Household = RecordOf<typeof household>
