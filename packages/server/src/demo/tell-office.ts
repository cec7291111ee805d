import { type Actor, addDays, civilWindowAt, type Day } from '@hulei/core'
import { type Cast, DEMO_DAY } from './cast.ts'
import type { EvidenceOf } from './evidence.ts'
import { ALONE, clockOn, type Step } from './step.ts'

/** What the office and the units do: posts, dispatches, critiques, talks, attestations, exemptions. */
export function tellOffice(cast: Cast, evidenceOf: EvidenceOf): Step[] {
  return [
    ...tellPosts(cast),
    ...tellMeetings(cast),
    ...tellTalks(cast),
    ...tellAttestations(cast, evidenceOf),
    ...tellExemptions(cast),
    ...tellBulletins(cast),
  ]
}

/** Everybody has their post before the first child is registered. */
function tellPosts(cast: Cast): Step[] {
  const approvedBy = cast.withRole('leader').name
  const minorsUnseen = new Set(['auditor', 'administrator', 'county', 'outside'])
  return cast.users.map(({ title, actor, leadingPost }, index): Step => {
    const minute = String(index % 60).padStart(2, '0')
    return {
      at: `2023-11-15T${index < 60 ? '09' : '10'}:${minute}:00+08:00`,
      by: cast.system,
      act: 'post.assign',
      id: actor.post,
      lane: 'posts',
      input: {
        account: actor.account,
        holder: actor.name,
        title,
        role: actor.role,
        postUnit: actor.unit,
        villages: actor.villages,
        ...(actor.school && { atSchool: actor.school }),
        ...(leadingPost && { leadingPost }),
        from: '2023-11-15',
        ...(!minorsUnseen.has(actor.role) && { approvedBy }),
      },
    }
  })
}

type Sitting = { form: string; heldOn: Day; receivedOn?: Day; summary: string }

/** The office's own rhythm, with one dispatch left out at the Spring Festival and some written down late. */
const sittings: readonly Sitting[] = [
  { form: 'dispatch', heldOn: '2024-01-12', summary: '部署集中整治，明确各单位台账报送口径和时限。' },
  { form: 'dispatch', heldOn: '2024-01-26', summary: '通报第一次入户情况，寒假前重点儿童再走访一遍。' },
  { form: 'critique', heldOn: '2024-01-30', summary: '讲评一月工作，肯定六个村，点名三个村走访不实。' },
  { form: 'dispatch', heldOn: '2024-02-27', summary: '收假后调度，补齐春节期间缺的走访。' },
  { form: 'critique', heldOn: '2024-02-28', summary: '讲评二月工作，要求一人一策三月底前全部完成。' },
  { form: 'dispatch', heldOn: '2024-03-13', summary: '调度信息核实，全镇三月统一核实一遍。' },
  { form: 'dispatch', heldOn: '2024-03-28', summary: '调度责任小组，缺位的由包村干部顶上。' },
  { form: 'quarter-result', heldOn: '2024-03-29', summary: '一季度问效：逐单位过职责清单，落后单位表态。' },
  { form: 'critique', heldOn: '2024-03-29', summary: '讲评三月工作，核实完成较好，走访仍不平衡。' },
  { form: 'dispatch', heldOn: '2024-04-15', summary: '调度清明期间防溺水、防走失。' },
  { form: 'dispatch', heldOn: '2024-04-29', receivedOn: '2024-05-06', summary: '调度五一假期留守儿童看护。' },
  { form: 'critique', heldOn: '2024-04-30', summary: '讲评四月工作，三个村连续两月靠后。' },
  {
    form: 'dispatch',
    heldOn: '2024-05-14',
    receivedOn: '2024-05-17',
    summary: '调度夏季防溺水和毕业班学生关爱。',
  },
]

function tellMeetings(cast: Cast): Step[] {
  const by = cast.withRole('office')
  const chair = cast.withRole('leader').name
  const units = cast.playbook.units.filter((unit) => unit.kind !== 'village').map((unit) => unit.id)
  return sittings.map(({ form, heldOn, receivedOn, summary }): Step => {
    const random = cast.random.about('sitting', form, heldOn)
    const present = random.shuffled(units).slice(0, Math.max(1, units.length - random.int(1, 6)))
    return {
      at: clockOn(random, receivedOn ?? heldOn, 15, 17),
      by,
      act: 'supervision.record-meeting',
      id: random.id('sitting'),
      lane: 'office',
      input: {
        form,
        heldOn,
        chair,
        present: present.sort(),
        summary,
        decisions: [
          {
            what: random.pick(['补录当期走访', '核对重点儿童名册', '补齐责任小组成员', '报送佐证材料']),
            unit: random.pick(units),
            due: addDays(heldOn, 10),
          },
        ],
        minutes: [],
      },
    }
  })
}

function tellTalks(cast: Cast): Step[] {
  const poor = cast.playbook.villages.filter((village) => cast.diligenceOf(village.id) === 'poor')
  const villageUnit = cast.playbook.units.find((unit) => unit.kind === 'village')?.id ?? ''
  const by = cast.withRole('leader')
  return poor.slice(0, 3).map((village, index): Step => {
    const random = cast.random.about('talk', village.id)
    const talkedOn = addDays('2024-04-18', index * 9)
    return {
      at: clockOn(random, talkedOn, 15, 16),
      by,
      act: 'supervision.record-talk',
      id: random.id('talk'),
      lane: 'office',
      input: {
        onUnit: villageUnit,
        onVillage: village.id,
        talkedOn,
        by: by.name,
        because: '连续两个月走访完成率靠后，记录多为补录',
        promised: '两周内补齐走访，今后当日走访当日登记',
        dueOn: addDays(talkedOn, 14),
      },
    }
  })
}

const statements = [
  '本期已按要求完成，活动照片和签到表留存备查。',
  '完成当期工作并与村台账核对一致，差异已通知村里更正。',
  '已完成录入和核对，数字见附表。',
]

const attestedDuties = ({ playbook }: Cast) =>
  playbook.duties.filter((duty) => duty.proves.some((proof) => proof.measure === 'duties.attested'))

/** Who attests: each unit's officer, once. */
export const attestersOf = (cast: Cast): Actor[] => [
  ...new Map(
    attestedDuties(cast).map((duty) => [cast.ofUnit(duty.unit).account, cast.ofUnit(duty.unit)]),
  ).values(),
]

/** Units attest what no record proves; the office returns what says nothing, and the unit attests again. */
function tellAttestations(cast: Cast, evidenceOf: EvidenceOf): Step[] {
  const office = cast.withRole('office')
  return attestedDuties(cast).flatMap((duty) => {
    const isByQuarter = 'every' in duty.cadence && duty.cadence.every === 'quarter'
    const begins: readonly Day[] = isByQuarter
      ? ['2024-01-05']
      : ['2024-01-05', '2024-02-01', '2024-03-01', '2024-04-01', '2024-05-01']
    const by = cast.ofUnit(duty.unit)
    return begins.flatMap((begin): Step[] => {
      const random = cast.random.about('attestation', duty.id, begin)
      const window = civilWindowAt(isByQuarter ? 'quarter' : 'month', begin)
      const attestedOn = addDays(window.to, -random.int(0, 6))
      // One in eight is forgotten, one in six attested some days late.
      if (random.chance(0.12)) return []
      const on = random.chance(0.16) ? addDays(window.to, random.int(1, 4)) : attestedOn
      if (on > DEMO_DAY) return []
      const sheet = (again: string) => random.about('sheet', again).pick(evidenceOf(by).photos)
      const attest = (day: Day, statement: string, again = ''): Step => ({
        at: clockOn(random, day),
        by,
        act: 'duty.attest',
        id: random.id(`attestation${again}`),
        lane: 'office',
        input: {
          duty: duty.id,
          window: window.key,
          statement,
          amount: random.int(1, 20),
          evidence: [sheet(again)],
        },
      })
      const first = attest(on, random.chance(0.25) ? '已完成。' : random.pick(statements))
      if (first.input.statement !== '已完成。') return [first]
      const returned = addDays(on, 2)
      const steps: Step[] = [
        first,
        {
          at: clockOn(random, returned),
          by: office,
          act: 'duty.return',
          id: random.id('return'),
          record: first.id,
          lane: 'office',
          input: { returnReason: '没有写明做了什么，也没有佐证，请补充后重新报备。' },
        },
        attest(addDays(returned, 2), random.pick(statements), '-again'),
      ]
      return steps.filter((step) => step.at.slice(0, 10) <= DEMO_DAY)
    })
  })
}

/** A village that a landslide cut off, and a unit whose only officer is on leave. */
function tellExemptions(cast: Cast): Step[] {
  const villageUnit = cast.playbook.units.find((unit) => unit.kind === 'village')?.id ?? ''
  const village = cast.playbook.villages.find((each) => cast.diligenceOf(each.id) === 'fair')?.id
  const duty = cast.playbook.duties.find((each) => each.unit === villageUnit)?.id
  if (!village || !duty) return []
  const random = cast.random.about('exemption')
  return [
    {
      at: clockOn(random, '2024-04-08'),
      by: cast.withRole('leader'),
      act: 'duty.exempt',
      id: random.id('exemption'),
      lane: 'office',
      input: {
        onUnit: villageUnit,
        onVillage: village,
        duty,
        reason: '连日强降雨致进村道路塌方，抢通前由网格员电话联系，不计走访',
        from: '2024-04-08',
        to: '2024-04-30',
      },
    },
  ]
}

/** The bulletin of each month that is over, drafted from its figures and issued in the first days of the next. */
function tellBulletins(cast: Cast): Step[] {
  const by = cast.withRole('office')
  const signedBy = cast.withRole('leader').name
  const issues = [
    ['2024-01', '2024-02-04'],
    ['2024-02', '2024-03-05'],
    ['2024-03', '2024-04-07'],
    ['2024-04', '2024-05-06'],
  ] as const
  return issues.flatMap(([month, issuedOn], index): Step[] => {
    const id = cast.random.id('bulletin', month)
    return [
      { at: `${issuedOn}T20:30:00+08:00`, by, act: 'bulletin.draft', id, lane: ALONE, input: { month } },
      {
        at: `${issuedOn}T20:40:00+08:00`,
        by,
        act: 'bulletin.issue',
        id: cast.random.id('bulletin issued', month),
        record: id,
        lane: ALONE,
        input: { issueNumber: index + 1, issuedOn, signedBy },
      },
    ]
  })
}
