import { actsForUnit, postRoles } from '@hulei/core'
import type { ActContext } from '../../platform/acts/handler.ts'
import { type LeftOut, leaveOutOf, postsInForce } from '../sealing/index.ts'

/** What a reporter says of a suspect who may be one of us. */
export type InsiderWords = {
  readonly isInsider?: boolean | null | undefined
  readonly insiderIsLeader?: boolean | null | undefined
  readonly insiderUnit?: string | null | undefined
  readonly insiderVillage?: string | null | undefined
  readonly insiderSchool?: string | null | undefined
  readonly insiderName?: string | null | undefined
}

export const namesInsider = (words: InsiderWords): boolean =>
  words.isInsider === true ||
  words.insiderIsLeader === true ||
  !!words.insiderUnit ||
  !!words.insiderVillage ||
  !!words.insiderSchool ||
  !!words.insiderName

/**
 * Leaves out of a lead whom the reporter named and theirs: the person, where a post is held under that name, with the
 * unit, villages and school of the post; and the unit, village or school that was named. Where nothing is named that
 * could be left out, the whole township is: better that nobody here sees it than the wrong one.
 */
export async function leaveInsidersOut(
  context: ActContext,
  lead: string,
  words: InsiderWords,
): Promise<void> {
  const { tx } = context
  const whom: LeftOut[] = []
  if (words.insiderUnit) whom.push(...ofUnit(context, words.insiderUnit))
  if (words.insiderVillage) whom.push({ village: words.insiderVillage })
  if (words.insiderSchool) whom.push({ school: words.insiderSchool })
  if (words.insiderIsLeader) whom.push({ role: 'leader' })
  const name = words.insiderName?.replaceAll(/\s/g, '')
  if (name) {
    for (const post of await postsInForce(tx, { holder: name })) {
      whom.push({ account: post.account }, ...post.villages.map((village) => ({ village })))
      // The villages share one unit: leaving it out would leave out every village.
      if (post.role !== 'village' && post.unit) whom.push(...ofUnit(context, post.unit))
      if (post.school) whom.push({ school: post.school })
    }
  }
  if (whom.length === 0)
    whom.push(...postRoles.filter((role) => role !== 'outside').map((role) => ({ role })))
  const unique = new Map(whom.map((each) => [JSON.stringify(each), each]))
  await leaveOutOf(tx, lead, [...unique.values()])
}

/** Everybody of a unit; and where the unit is all that has its role (a police station), the role. */
function ofUnit({ township }: ActContext, unit: string): LeftOut[] {
  const role = township.playbook.units.find((each) => each.id === unit)?.role
  const isOnlyOne = role && township.playbook.units.filter((each) => each.role === role).length === 1
  const left: LeftOut[] = [{ unit }]
  if (isOnlyOne && role !== 'village' && actsForUnit(role)) left.push({ role })
  return left
}
