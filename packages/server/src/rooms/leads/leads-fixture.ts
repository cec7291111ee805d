import type { Playbook } from '@hulei/core'
import { smallPlaybook as plain } from '../../platform/test-server.ts'

export { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'

/** The small playbook with what leads need: police, limits, whoever takes what concerns one of the township's own. */
export const smallPlaybook = {
  ...plain,
  units: [
    { id: 'pingan', name: '平安办', short: '平安办', kind: 'office', role: 'office', remits: [] },
    { id: 'police', name: '派出所', short: '派出所', kind: 'police', role: 'police', remits: [] },
    {
      id: 'civil',
      name: '民政办',
      short: '民政办',
      kind: 'department',
      role: 'officer',
      remits: ['welfare'],
    },
    {
      id: 'edu',
      name: '学区',
      short: '学区',
      kind: 'school-district',
      role: 'officer',
      remits: ['education'],
    },
    { id: 'party', name: '党政办', short: '党政办', kind: 'department', role: 'officer', remits: ['party'] },
    { id: 'village', name: '村', short: '村', kind: 'village', role: 'village', remits: [] },
  ],
  limits: { dueSoonDays: 5, makeUpDays: 5, leadDecisionHours: 72, mandatoryReportHours: 24 },
  contacts: {
    outside: { name: '县检察院', phone: '12309', duty: '镇外受理' },
    helplines: [{ name: '报警', phone: '110' }],
  },
} as unknown as Playbook
