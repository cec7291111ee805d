import { readFileSync } from 'node:fs'
import { ageOn, type Playbook, parsePhone, parseResidentId } from '@hulei/core'
import { describe, expect, test } from 'vitest'
import { adoptedPlaybook } from '../platform/playbook-file.ts'
import { DEMO_DAY } from './cast.ts'
import { demoPlaybookFile } from './make-demo.ts'
import { COUNTY_CODE } from './names.ts'
import { dayOfStep, type Step } from './step.ts'
import { tellStory } from './story.ts'

const source = readFileSync(demoPlaybookFile, 'utf8')
const playbook: Playbook = adoptedPlaybook(source)
const story = await tellStory(playbook, { seed: 1, scale: 1 })
const ofAct = (act: string): Step[] => story.steps.filter((step) => step.act === act)

describe('the story of the demonstration', () => {
  test('is the same for the same seed and another for another', async () => {
    const again = await tellStory(playbook, { seed: 1, scale: 1 })
    const other = await tellStory(playbook, { seed: 2, scale: 1 })
    expect(JSON.stringify(again.steps)).toBe(JSON.stringify(story.steps))
    expect(other.steps[100]?.id).not.toBe(story.steps[100]?.id)
  })

  test('has about 6,500 minors of whom about 340 are listed, and 61 who sign in', () => {
    const gone = new Set(
      [...ofAct('child.leave'), ...ofAct('child.reach-adulthood')].map((step) => step.record),
    )
    const minors = ofAct('child.enrol').filter((step) => !gone.has(step.id))
    expect(minors.length).toBeGreaterThan(6300)
    expect(minors.length).toBeLessThan(6700)
    const listed = new Set(ofAct('listing.open').map((step) => step.input.child))
    expect(listed.size).toBeGreaterThan(325)
    expect(listed.size).toBeLessThan(355)
    expect(story.cast.users).toHaveLength(61)
    expect(new Set(story.cast.users.map((user) => user.actor.role))).toEqual(
      new Set([
        'village',
        'officer',
        'office',
        'school',
        'police',
        'leader',
        'discipline',
        'auditor',
        'administrator',
        'county',
        'outside',
      ]),
    )
  })

  test('has identity numbers of the unassigned county alone, right, unlike, and none rounded', () => {
    const numbers = ofAct('child.enrol').flatMap(({ input }) =>
      input.residentId ? [String(input.residentId)] : [],
    )
    expect(numbers.length).toBeGreaterThan(6000)
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const number of numbers) {
      const read = parseResidentId(number, DEMO_DAY)
      expect(read).toMatchObject({ ok: true, county: COUNTY_CODE, isLikelyRounded: false })
    }
  })

  test('has telephones that are valid in form and belong to no operator', () => {
    for (const { input } of [...ofAct('child.enrol'), ...ofAct('household.register')]) {
      const phone = String(input.guardianPhone ?? input.headPhone)
      expect(phone).toMatch(/^154/)
      expect(parsePhone(phone)).toMatchObject({ ok: true })
    }
  })

  test('names nobody whom the plan names', () => {
    const names = [
      ...ofAct('child.enrol').map(({ input }) => String(input.name)),
      ...story.cast.users.map((user) => user.actor.name),
    ].filter((name) => name.length > 2)
    expect(names.filter((name) => source.includes(name))).toEqual([])
  })

  test('grounds every concern, and lists school-averse girls only as the plan describes them', () => {
    const born = new Map(ofAct('child.enrol').map(({ id, input }) => [id, input]))
    const concerns = ofAct('listing.open').filter(({ input }) => input.basis === 'concern')
    expect(concerns.length).toBeGreaterThan(10)
    for (const { input } of concerns) {
      expect(input).toMatchObject({ concern: expect.any(String), approvedBy: expect.any(String) })
      expect(String(input.reviewOn) < String(input.to)).toBe(true)
      if (input.category !== 'school-averse-girl') continue
      const child = born.get(String(input.child))
      const age = ageOn(child?.bornOn as typeof DEMO_DAY, DEMO_DAY)
      expect(child?.sex).toBe('female')
      expect(age >= 12 && age <= 14).toBe(true)
    }
  })

  test('runs in the order of time, up to the day of the demonstration and not beyond', () => {
    const times = story.steps.map((step) => step.at)
    expect([...times].sort()).toEqual(times)
    expect(story.steps.every((step) => dayOfStep(step) <= DEMO_DAY)).toBe(true)
    expect(new Set(story.steps.map((step) => step.id)).size).toBe(story.steps.length)
  })

  test('has late entries and gaps: no village of the poor visits as often as any of the good', () => {
    const visits = ofAct('visit.record')
    const late = visits.filter(
      (step) => dayOfStep(step).slice(0, 7) > String(step.input.visitedOn).slice(0, 7),
    )
    expect(late.length).toBeGreaterThan(50)
    expect(late.length).toBeLessThan(visits.length / 4)
    const listedIn = new Map<string, number>()
    for (const { by, input } of ofAct('listing.open')) {
      const village = by.villages[0]
      if (village && input.basis === 'statutory') listedIn.set(village, (listedIn.get(village) ?? 0) + 1)
    }
    const rate = (village: string) =>
      visits.filter((step) => step.by.villages[0] === village && step.input.outcome === 'met').length /
      (listedIn.get(village) ?? 1)
    const average = (diligence: string) => {
      const rates = [...listedIn.keys()]
        .filter((each) => story.cast.diligenceOf(each) === diligence)
        .map(rate)
      return rates.reduce((sum, each) => sum + each, 0) / rates.length
    }
    expect(average('good')).toBeGreaterThan(average('poor') * 1.25)
  })
})
