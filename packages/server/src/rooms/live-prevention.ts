import { type Actor, addDays, addMonths, type Day, monthOf } from '@hulei/core'
import { Refusal } from '../platform/errors.ts'
import { actorOf, type TestServer } from '../platform/test-server.ts'
import type { PreventionStep } from './prevention-fixture.ts'

const photo = 'a'.repeat(64)

/** Does the acts of a story in one township, stage by stage, and says how many the system took. */
export async function livePrevention(
  server: TestServer,
  township: string,
  stages: readonly Day[],
  told: readonly (readonly PreventionStep[])[],
  atEachStage: (day: Day) => Promise<void>,
): Promise<{ done: number; refused: number }> {
  const actors: Readonly<Record<string, Actor>> = {
    pingan: actorOf('office', { township }),
    police: actorOf('police', { township, unit: 'police' }),
    market: actorOf('officer', { township, unit: 'market', remits: ['market'] }),
    edu: actorOf('officer', { township, unit: 'edu', remits: ['education'] }),
    shiqiao: actorOf('village', { township, account: 'shiqiao', villages: ['shiqiao'] }),
    lianhua: actorOf('village', { township, account: 'lianhua', villages: ['lianhua'] }),
    zhongxin: actorOf('school', { township, unit: 'edu', school: 'zhongxin' }),
    dongxi: actorOf('school', { township, unit: 'edu', school: 'dongxi' }),
  }
  const by = (name: string | undefined): Actor => actors[name ?? 'pingan'] as Actor
  await server.owner.query(
    `INSERT INTO file (township, sha256, account, size, media_type, received_at)
     VALUES ($1, $2, $3, 1, 'image/jpeg', now())`,
    [township, photo, by('pingan').account],
  )
  const tally = { done: 0, refused: 0 }
  /** Records by what they are, each with whoever made it. */
  const made: Record<string, { record: string; by: string }[]> = {}
  const act = async (actor: string, name: string, input: object, more: object = {}) => {
    try {
      const reply = await server.act(by(actor), name, input, more)
      tally.done += 1
      return reply
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tally.refused += 1
      return undefined
    }
  }
  const make = async (what: string, actor: string, name: string, input: object) => {
    const reply = await act(actor, name, input)
    if (reply) made[what] = [...(made[what] ?? []), { record: String(reply.record), by: actor }]
  }
  /** An act on a record made before, by whoever made it unless somebody else is named; nothing where there is none. */
  const change = async (
    what: string,
    index: number,
    name: string,
    input: object,
    { table, actor }: { table?: string; actor?: string } = {},
  ) => {
    const found = made[what]?.[index % (made[what]?.length || 1)]
    if (!found) return
    const version =
      table &&
      (
        await server.owner.query(`SELECT version FROM ${table} WHERE township = $1 AND id = $2`, [
          township,
          found.record,
        ])
      ).rows[0]?.version
    const more = { record: found.record, reason: '更正', ...(version && { version }) }
    await act(actor ?? found.by, name, input, more)
  }

  const perform = async (step: PreventionStep, today: Day): Promise<unknown> => {
    const on = addDays(today, 'dayBack' in step ? -step.dayBack : 0)
    switch (step.act) {
      case 'train': {
        const { audience, joined } = step
        const input = { heldOn: on, audience, joined, topic: '培训', people: 20, photos: [photo] }
        return make('training', step.by, 'training.record', input)
      }
      case 'amendTraining': {
        const { part, audience, joined } = step
        const input = { day: { heldOn: on }, audience: { audience }, joined: { joined } }[part]
        return change('training', step.nth, 'training.amend', input, { table: 'training' })
      }
      case 'withdrawTraining':
        return change('training', step.nth, 'training.withdraw', {})
      case 'tell': {
        const { form, topics, audiences, settings, media } = step
        const input = { form, topics, audiences, settings, media, theme: '宣讲', people: 60, photos: [photo] }
        return make('activity', step.by, 'outreach.record', { heldOn: on, ...input })
      }
      case 'amendTold': {
        const { part, form, topics, audiences, settings, media } = step
        const input = {
          day: { heldOn: on },
          form: { form },
          topics: { topics },
          audiences: { audiences },
          settings: { settings },
          media: { media },
        }[part]
        return change('activity', step.nth, 'outreach.amend', input, { table: 'outreach_activity' })
      }
      case 'withdrawTold':
        return change('activity', step.nth, 'outreach.withdraw', {})
      case 'reportEmotional': {
        const month = monthOf(addMonths(`${monthOf(today)}-01` as Day, -step.monthsBack))
        const { number } = step
        return make('emotional', step.school, 'emotional.report', { month, number })
      }
      case 'amendEmotional': {
        const { number } = step
        return change('emotional', step.nth, 'emotional.amend', { number }, { table: 'emotional_count' })
      }
      case 'guide': {
        const { school, parts } = step
        const input = { school, guidedOn: on, parts, who: '石山', advice: '加固围墙', photos: [] }
        return make('guidance', 'police', 'safety-guidance.record', input)
      }
      case 'amendGuidance': {
        const { part, school, parts } = step
        const input = { day: { guidedOn: on }, school: { school }, parts: { parts } }[part]
        return change('guidance', step.nth, 'safety-guidance.amend', input, { table: 'safety_guidance' })
      }
      case 'withdrawGuidance':
        return change('guidance', step.nth, 'safety-guidance.withdraw', {})
      case 'ask':
        return make('request', step.by, 'screening.request', {
          employer: '中心小学',
          sector: 'education',
          occasion: 'hire',
          name: '苏见山',
          residentId: '430699199001011237',
          position: '代课教师',
          isTold: true,
        })
      case 'answer': {
        const { answer } = step
        const input = { answer, reference: '查2024-1' }
        return change('request', step.nth, 'screening.answer', input, { actor: 'police' })
      }
      case 'settle': {
        const { outcome } = step
        return change('request', step.nth, 'screening.settle', { outcome, outcomeOn: today })
      }
      case 'withdrawRequest':
        return change('request', step.nth, 'screening.withdraw', {})
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
