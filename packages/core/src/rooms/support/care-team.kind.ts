import { count, day, kind, note, type RecordOf, text } from '../../kinds/index.ts'

/** A care team is current for so many days after its members were last confirmed. */
export const CONFIRMED_DAYS = 183

/** A team of psychologists and volunteers (关爱队伍) of a unit: who they are, the unit knows; here stands how many, and since when. */
export const careTeam = kind('careTeam', {
  title: '关爱队伍',
  room: 'support',
  basis: '四(三)5；附·团委1',
  purpose: '心理专家、志愿者关爱队伍建起来，成员每半年核实一次',
  owner: 'unit',
  readers: ['office', 'leader', 'officer', 'own-unit'],
  writers: ['office', 'own-unit'],
  cleared: ['office', 'leader', 'officer', 'own-unit'],
  keep: { years: 3, after: 'endedOn', basis: '方案 四(三)5' },
  endsOn: 'endedOn',
  fields: {
    name: text('名称', { max: 40 }),
    formedOn: day('组建日期'),
    psychologists: count('心理专家人数', { max: 999 }),
    volunteers: count('志愿者人数', { max: 9999 }),
    services: note('提供的服务', { max: 300, guard: 'open' }).optional(),
    confirmedOn: day('成员核实日期'),
    endedOn: day('解散日期').optional(),
  },
})
export type CareTeam = RecordOf<typeof careTeam>
