import { act, amendment } from '../../acts/index.ts'
import { code } from '../../kinds/index.ts'
import { headCount } from './head-count.kind.ts'

const village = code('村', { list: 'villages' })
const { countedOn, number } = headCount.fields

export const confirmHeadCount = act('head-count.confirm', {
  title: '确认群体人数',
  kind: headCount,
  on: 'new',
  by: headCount.writers,
  onPhone: true,
  input: { village, ...headCount.fields },
})

/** Most months nothing changes: every group that is not confirmed yet keeps the number it had last. */
export const repeatHeadCounts = act('head-count.repeat', {
  title: '与上次相同，全部确认',
  kind: headCount,
  on: 'new',
  by: headCount.writers,
  onPhone: true,
  input: { village, countedOn },
})

export const amendHeadCount = amendment('head-count.amend', {
  title: '更正群体人数',
  kind: headCount,
  by: headCount.writers,
  onPhone: true,
  input: { countedOn, number },
})
