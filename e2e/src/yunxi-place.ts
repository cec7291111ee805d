import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Actor } from '../../packages/core/src/index.ts'
import { DEMO_PASSWORD } from '../../packages/server/src/demo/index.ts'
import { adoptPlaybook } from '../../packages/server/src/platform/adopt-playbook.ts'
import { systemActor } from '../../packages/server/src/platform/db/scope.ts'
import { totpCode, totpStep } from '../../packages/server/src/platform/identity/index.ts'
import type { System } from '../../packages/server/src/system.ts'

/** Children of 荷风村 in the township of the second plan; one household of two, and a name as long as names get. */
export const yunxiChildren = [
  { name: '荷小苗', hamlet: '一组', household: 'first' },
  { name: '荷小禾', hamlet: '一组', household: 'first' },
  { name: '欧阳阿依古丽·买买提', hamlet: '二组', household: 'second' },
  { name: '荷田田', hamlet: '三组', household: 'third' },
] as const

const OFFICE_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DP'

/** The code that the phone of `zhibao` shows now. */
export const yunxiCode = async (): Promise<string> => totpCode(OFFICE_SECRET, totpStep(new Date()))

/** Its office, as acts of a test name it. */
export const yunxiOffice: Actor = { ...systemActor('yunxi'), name: '荷治平', role: 'office', unit: 'zhibao' }

/** A township whose plan asks more of a visit than the form has: a worker (`hefeng`), an office (`zhibao`), children to visit. */
export async function prepareYunxi({ owner, server, identity }: System): Promise<void> {
  const source = await readFile('playbooks/yunxi-2025.yaml', 'utf8')
  await adoptPlaybook(owner, { township: 'yunxi', name: '云汐镇', source, businessDay: '2025-05-21' })
  await server.townships.reload()

  const perform = (act: string, input: object, actor = yunxiOffice) =>
    server.performer.perform(actor, { id: randomUUID(), act, record: randomUUID(), input })
  const employ = async (userName: string, holder: string, post: object, totpSecret?: string) => {
    const { accountId } = await identity.createAccount({
      userName,
      displayName: holder,
      password: DEMO_PASSWORD,
      requireSecondFactor: totpSecret !== undefined,
      ...(totpSecret && { totpSecret }),
    })
    const assigned = { account: accountId, holder, from: '2025-03-01', approvedBy: '荷镇长', ...post }
    await perform('post.assign', assigned, systemActor('yunxi'))
  }
  await employ('hefeng', '荷小风', {
    title: '荷风村儿童主任',
    role: 'village',
    postUnit: 'cun',
    villages: ['hefeng'],
  })
  const office = { title: '综治办干部', role: 'office', postUnit: 'zhibao', villages: [] }
  await employ('zhibao', '荷治平', office, OFFICE_SECRET)
  const households = new Map<string, string>()
  for (const { name, hamlet, household } of yunxiChildren) {
    const home =
      households.get(household) ??
      (await perform('household.register', { village: 'hefeng', headName: '荷大山', facts: [] })).record
    households.set(household, home ?? '')
    const { record } = await perform('child.enrol', {
      name,
      sex: 'female',
      bornOn: '2014-06-01',
      village: 'hefeng',
      hamlet,
      guardianName: '荷大山',
      guardianRelation: 'grandparent',
      guardianPhone: '13800000001',
      household: home,
    })
    await perform('listing.open', {
      child: record,
      category: 'guardian-away',
      basis: 'statutory',
      from: '2025-03-01',
    })
  }
}
