import { act, amendment } from '../../acts/index.ts'
import { code } from '../../kinds/index.ts'
import { sign } from './sign.kind.ts'

const { place, setting, venue, isVenue, officer } = sign.fields
const shown = {
  place,
  setting,
  venue: venue.hinted('设在已登记的场所里的，选上它；扫码报来的线索就带着这个场所'),
  isVenue,
  officer: officer.hinted('场所的报告直接指定给这位民警，写全名'),
}

export const putUpSign = act('sign.put-up', {
  title: '设立举报牌',
  kind: sign,
  on: 'new',
  by: sign.writers,
  input: {
    onVillage: code('村', { list: 'villages' }),
    onSchool: code('学校', { list: 'schools' }).hinted('设在学校的，选上它').optional(),
    ...shown,
  },
})

export const amendSign = amendment('sign.amend', {
  title: '更正举报牌',
  kind: sign,
  by: sign.writers,
  input: shown,
})

/** The owner's code got into other hands: from now on a new one holds, and the old one opens nothing. */
export const renewSign = act('sign.renew', {
  title: '更换场所专用码',
  kind: sign,
  on: 'existing',
  by: sign.writers,
  needsReason: true,
  input: {},
})

export const takeDownSign = act('sign.take-down', {
  title: '停用举报牌',
  kind: sign,
  on: 'existing',
  by: sign.writers,
  needsReason: true,
  input: {},
})
