import { act } from '../../acts/index.ts'
import { code, day } from '../../kinds/index.ts'
import { careTeam } from './care-team.kind.ts'

const { fields } = careTeam

export const formCareTeam = act('care-team.form', {
  title: '登记关爱队伍',
  kind: careTeam,
  on: 'new',
  by: ['office', 'officer'],
  input: {
    name: fields.name,
    onUnit: code('单位', { list: 'units' }).hinted('不选为本单位').optional(),
    formedOn: fields.formedOn,
    psychologists: fields.psychologists,
    volunteers: fields.volunteers,
    services: fields.services,
  },
})

/** Says on a day who is still in it. */
export const confirmCareTeam = act('care-team.confirm', {
  title: '核实成员',
  kind: careTeam,
  on: 'existing',
  by: ['office', 'own-unit'],
  input: {
    confirmedOn: fields.confirmedOn,
    psychologists: fields.psychologists,
    volunteers: fields.volunteers,
  },
})

export const endCareTeam = act('care-team.end', {
  title: '解散',
  kind: careTeam,
  on: 'existing',
  by: ['office', 'own-unit'],
  needsReason: true,
  input: { endedOn: day('解散日期') },
})
