import { act, amendment } from '../../acts/index.ts'
import { code, text } from '../../kinds/index.ts'
import { emotionalCount } from './emotional-count.kind.ts'
import { safetyGuidance } from './safety-guidance.kind.ts'

const { number } = emotionalCount.fields
const asked = number.hinted('有情感困扰的学生人数，没有也要报，填0；不足5人的，镇里只看到“不足5人”')

export const reportEmotional = act('emotional.report', {
  title: '报情感困扰人数',
  kind: emotionalCount,
  on: 'new',
  by: ['own-school'],
  input: { month: text('月份', { max: 7 }).hinted('如2024-05；不填就是本月').optional(), number: asked },
})
export const amendEmotional = amendment('emotional.amend', {
  title: '更正情感困扰人数',
  kind: emotionalCount,
  by: ['own-school'],
  input: { number: asked },
})

/** Who guides: the police, and the office where it writes it down for them. */
const guides = ['police', 'office'] as const
const { withdrawnOn: _withdrawn, ...guided } = safetyGuidance.fields
export const recordGuidance = act('safety-guidance.record', {
  title: '登记三防指导',
  kind: safetyGuidance,
  on: 'new',
  by: guides,
  onPhone: true,
  input: {
    school: code('学校', { list: 'schools' }),
    ...guided,
    onUnit: code('单位', { list: 'units' }).hinted('不选为本单位；替派出所补录时才选').optional(),
  },
})
export const amendGuidance = amendment('safety-guidance.amend', {
  title: '更正三防指导',
  kind: safetyGuidance,
  by: guides,
  onPhone: true,
  input: { school: code('学校', { list: 'schools' }), ...guided },
})
export const withdrawGuidance = act('safety-guidance.withdraw', {
  title: '作废三防指导',
  kind: safetyGuidance,
  on: 'existing',
  by: guides,
  needsReason: true,
  input: {},
})
