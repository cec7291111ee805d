import { type Actor, addDays, type Day } from '@hulei/core'
import { Refusal } from '../platform/errors.ts'
import { actorOf, type TestServer } from '../platform/test-server.ts'
import type { FieldStep } from './field-work-fixture.ts'

const photo = 'a'.repeat(64)

/** Does the acts of a story in one township, stage by stage, and says how many the system took. */
export async function liveFieldWork(
  server: TestServer,
  township: string,
  stages: readonly Day[],
  told: readonly (readonly FieldStep[])[],
  atEachStage: (day: Day) => Promise<void>,
): Promise<{ done: number; refused: number }> {
  const actors: Readonly<Record<string, Actor>> = {
    pingan: actorOf('office', { township }),
    police: actorOf('police', { township }),
    market: actorOf('officer', { township, unit: 'market', remits: ['market'] }),
    shiqiao: actorOf('village', { township, account: 'shiqiao', villages: ['shiqiao'] }),
    lianhua: actorOf('village', { township, account: 'lianhua', villages: ['lianhua'] }),
  }
  const office = actors.pingan as Actor
  await server.owner.query(
    `INSERT INTO file (township, sha256, account, size, media_type, received_at)
     VALUES ($1, $2, $3, 1, 'image/jpeg', now())`,
    [township, photo, office.account],
  )
  const tally = { done: 0, refused: 0 }
  const made: Record<string, string[]> = {}
  const pick = (what: string, index: number) => made[what]?.[index % (made[what]?.length || 1)]
  const act = async (by: Actor, name: string, input: object, more: object = {}) => {
    try {
      const reply = await server.act(by, name, input, more)
      tally.done += 1
      return reply
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tally.refused += 1
      return undefined
    }
  }
  const make = async (what: string, by: Actor, name: string, input: object) => {
    const reply = await act(by, name, input)
    if (reply) made[what] = [...(made[what] ?? []), reply.record]
    return reply
  }
  /** An act of the office on a record made before; does nothing where there is none. */
  const change = async (what: string, index: number, name: string, input: object, table?: string) => {
    const record = pick(what, index)
    if (!record) return
    const version =
      table &&
      (
        await server.owner.query(`SELECT version FROM ${table} WHERE township = $1 AND id = $2`, [
          township,
          record,
        ])
      ).rows[0]?.version
    const reply = await act(office, name, input, { record, reason: '更正', ...(version && { version }) })
    for (const part of ['closure', 'finding'] as const)
      if (typeof reply?.[part] === 'string') made[part] = [...(made[part] ?? []), String(reply[part])]
  }

  const perform = async (step: FieldStep, today: Day): Promise<unknown> => {
    const on = addDays(today, 'dayBack' in step ? -step.dayBack : 0)
    switch (step.act) {
      case 'register': {
        const { act: _act, ...described } = step
        return make('venue', office, 'venue.register', { name: '金海岸', ...described })
      }
      case 'amendVenue': {
        const input = {
          camera: { hasCamera: step.isOn },
          hotline: { hasHotline: step.isOn },
          noMinors: { noMinorsSign: step.sign },
          noSale: { noSaleSign: step.sign },
          licence: { licence: step.licence },
          type: { type: step.isOn ? 'shop' : 'hotel' },
        }[step.part]
        return change('venue', step.nth, 'venue.amend', input, 'venue')
      }
      case 'closeVenue': {
        const until = step.until === null ? {} : { until: addDays(on, step.until) }
        const words = { orderNumber: '一号', reason: '接纳未成年人', papers: [] }
        return change('venue', step.nth, 'venue.order-closure', { orderedOn: on, ...until, ...words })
      }
      case 'recheck': {
        const input = { recheckedOn: on, recheckResult: step.result, recheckPhotos: [] }
        return change('closure', step.nth, 'closure.recheck', input)
      }
      case 'withdrawClosure':
        return change('closure', step.nth, 'closure.withdraw', {})
      case 'ban':
        return change('venue', step.nth, 'venue.close-unlicensed', { closedOn: on })
      case 'endVenue':
        return change('venue', step.nth, 'venue.end', { closedOn: on, closedBecause: step.because })
      case 'inspect': {
        const venue = step.nth === null ? undefined : pick('venue', step.nth)
        const problem = step.dueIn === null ? {} : { problem: '问题', problemDueOn: addDays(on, step.dueIn) }
        const reply = await make('inspection', actors[step.by] as Actor, 'inspection.record', {
          inspectedOn: on,
          ...(venue && { venue }),
          ...(step.school && { school: step.school }),
          ...(!venue && !step.school && { site: '砖厂' }),
          focuses: step.focuses,
          inspectors: '石山',
          outcome: '正常',
          ...problem,
          photos: [],
        })
        // The first finding of an inspection is the act's own id.
        if (reply && step.dueIn !== null) made.finding = [...(made.finding ?? []), reply.act]
        return
      }
      case 'fiveMusts': {
        const venue = pick('venue', step.nth)
        const { isKept } = step
        return make('inspection', actors.police as Actor, 'inspection.record-five-musts', {
          inspectedOn: on,
          venue,
          identity: isKept,
          guardianAsked: true,
          companionAsked: true,
          rounds: true,
          suspicionReported: true,
          inspectors: '石山',
          outcome: '已查',
          ...(!isKept && { problem: '没有登记', problemDueOn: addDays(on, 7) }),
          photos: [],
        })
      }
      case 'amendInspection': {
        const venue = pick('venue', step.venueNth)
        const input = {
          day: { inspectedOn: on },
          venue: { venue },
          school: { school: step.school },
          noSchool: { school: null },
          focuses: { focuses: step.focuses },
        }[step.part]
        return change('inspection', step.nth, 'inspection.amend', input, 'inspection')
      }
      case 'withdrawInspection':
        return change('inspection', step.nth, 'inspection.withdraw', {})
      case 'addFinding':
        return change('inspection', step.nth, 'inspection.add-finding', {
          what: '问题',
          dueOn: addDays(today, step.dueIn),
        })
      case 'closeFinding':
        return change('finding', step.nth, 'finding.close', { closedOn: on, closure: '改好', proof: [photo] })
      case 'amendFinding':
        return change('finding', step.nth, 'finding.amend', { dueOn: on }, 'finding')
      case 'withdrawFinding':
        return change('finding', step.nth, 'finding.withdraw', {})
      case 'operate': {
        const counts = { sites: 5, problems: 1, penalties: 0, summary: '行动', photos: [] }
        const input = { theme: '夜查', heldOn: on, joined: step.joined, ...counts }
        return make('operation', actors[step.by] as Actor, 'operation.record', input)
      }
      case 'amendOperation': {
        const joined = step.joined.length > 0 ? { joined: step.joined } : {}
        return change('operation', step.nth, 'operation.amend', { heldOn: on, ...joined }, 'joint_operation')
      }
      case 'withdrawOperation':
        return change('operation', step.nth, 'operation.withdraw', {})
      case 'patrol':
        return make('patrol', actors[step.by] as Actor, 'patrol.record', {
          task: step.task,
          patrolledOn: on,
          who: '石山',
          place: '桥头',
          photos: [],
          ...(step.school && { school: step.school }),
        })
      case 'amendPatrol': {
        const input = {
          day: { patrolledOn: on },
          school: { school: step.school },
          task: { task: 'venues' },
        }[step.part]
        return change('patrol', step.nth, 'patrol.amend', input, 'patrol')
      }
      case 'withdrawPatrol':
        return change('patrol', step.nth, 'patrol.withdraw', {})
      case 'count': {
        const { village, group, number } = step
        const input = { village, group, number, countedOn: on }
        return make('headCount', actors[village] as Actor, 'head-count.confirm', input)
      }
      case 'repeat': {
        const input = { village: step.village, countedOn: on }
        return act(actors[step.village] as Actor, 'head-count.repeat', input)
      }
      case 'amendCount':
        return change('headCount', step.nth, 'head-count.amend', { countedOn: on }, 'head_count')
    }
  }

  for (const [index, today] of stages.entries()) {
    await server.owner.query('UPDATE township SET business_day = $2 WHERE code = $1', [township, today])
    await server.townships.reload()
    await atEachStage(today)
    for (const step of told[index] ?? []) await perform(step, today)
  }
  return tally
}
