import type { Playbook } from '@hulei/core'
import { systemActor } from '../platform/db/scope.ts'
import { type Cast, createCast } from './cast.ts'
import { type Drawn, drawEvidence, drawSheets, nameEvidence } from './evidence.ts'
import { castUsers } from './people.ts'
import { populate } from './population.ts'
import { randomFrom } from './random.ts'
import { inOrder, type Step } from './step.ts'
import { tellAnalyses } from './tell-analyses.ts'
import { tellCare } from './tell-care.ts'
import { tellCases } from './tell-cases.ts'
import { tellLeads } from './tell-leads.ts'
import { listChildren, tellListings } from './tell-listings.ts'
import { attestersOf, tellOffice } from './tell-office.ts'
import { inspectorsOf, tellOperations } from './tell-operations.ts'
import { outreachersOf, tellPrevention } from './tell-prevention.ts'
import { tellProtection } from './tell-protection.ts'
import { tellRegister } from './tell-register.ts'
import { tellReporting } from './tell-reporting.ts'
import { tellRescue } from './tell-rescue.ts'
import { tellVisits } from './tell-visits.ts'

/** How many minors a township of full scale has, about. */
const MINORS = 6500

/** Which township is told: the same seed and scale tell the same one. */
export type StoryOptions = { readonly seed: number; readonly scale: number }

export const usualStory: StoryOptions = { seed: 1, scale: 1 }

/** A whole invented township: who is in it, their pictures, and every act from November 2023 to 20 May 2024 in order. */
export type Story = { readonly cast: Cast; readonly drawn: readonly Drawn[]; readonly steps: readonly Step[] }

const randomOf = ({ seed, scale }: StoryOptions) => randomFrom(`hulei-demo/${seed}/${scale}`)

/** Tells the township of a plan. Pure but for the drawing: nothing is read or written. */
export async function tellStory(playbook: Playbook, options: StoryOptions): Promise<Story> {
  const random = randomOf(options)
  const township = playbook.township.code
  const cast = createCast({
    random,
    playbook,
    township,
    users: usersOf(playbook, options),
    population: populate(random.about('population'), playbook, Math.round(MINORS * options.scale)),
    system: systemActor(township),
  })
  const workers = playbook.villages.map((village) => cast.workerOf(village.id))
  const drawn = [...(await drawEvidence(random, workers)), ...(await drawSheets(random, attestersOf(cast)))]
  const evidenceOf = nameEvidence(drawn)
  const scenes = await drawEvidence(random.about('scenes'), inspectorsOf(cast))
  const signIns = await drawSheets(random.about('sign-in sheets'), outreachersOf(cast))
  const listed = listChildren(cast, options.scale)
  const steps = inOrder([
    ...tellOffice(cast, evidenceOf),
    ...tellRegister(cast),
    ...tellReporting(cast),
    ...tellListings(cast, listed),
    ...tellCare(cast, listed),
    ...tellVisits(cast, listed, evidenceOf),
    ...tellLeads(cast),
    ...tellCases(cast, evidenceOf),
    ...tellRescue(cast),
    ...tellOperations(cast, nameEvidence(scenes)),
    ...tellPrevention(cast, nameEvidence(signIns), evidenceOf),
    ...tellProtection(cast),
    ...tellAnalyses(cast),
  ])
  return { cast, drawn: [...drawn, ...scenes, ...signIns], steps: withoutTheGone(steps) }
}

/** Those who sign in to the demonstration of these options. */
export const usersOf = (playbook: Playbook, options: StoryOptions) =>
  castUsers(randomOf(options).about('users'), playbook, playbook.township.code)

/** Nothing is written about a child after it has left the register; of a visit, the others stay. */
function withoutTheGone(steps: readonly Step[]): Step[] {
  const gone = new Set<string>()
  return steps.filter((step) => {
    const { act, record, input } = step
    const subject = record ?? input.child
    if (typeof subject === 'string' && gone.has(subject)) return false
    if (
      Array.isArray(input.children) &&
      input.children.some((each) => gone.has((each as { child: string }).child))
    )
      return false
    if ((act === 'child.leave' || act === 'child.reach-adulthood') && record) gone.add(record)
    return true
  })
}
