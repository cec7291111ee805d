import type { ActContext } from '../../platform/acts/handler.ts'
import { type Holder, postsInForce } from './exclusions.ts'

/**
 * The two heads of the leading group (双组长): whoever holds one of the posts that the plan ranks first. Where nobody has
 * been designated, every leader: better one too many than nobody.
 */
export async function headsInForce({
  tx,
  township,
}: Pick<ActContext, 'tx' | 'township'>): Promise<readonly Holder[]> {
  const ranked = (township.playbook.leadingGroup ?? []).filter((each) => each.rank === 'head')
  const posts = await postsInForce(tx, {})
  const heads = posts.filter((post) => ranked.some((each) => each.id === post.leadingPost))
  return heads.length > 0 ? heads : posts.filter((post) => post.role === 'leader')
}
