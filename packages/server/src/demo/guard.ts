import type pg from 'pg'
import { Refusal } from '../platform/errors.ts'
import { DEMO_DAY } from './cast.ts'
import type { Story } from './story.ts'

/** What a database holds, as far as the demonstration is concerned. */
export type Found =
  /** Nothing at all. */
  | { readonly state: 'empty' }
  /** This very story, told in part: a generation that was cut off. */
  | { readonly state: 'begun'; readonly done: ReadonlySet<string> }
  /** This very story, told to its end; people may have worked in it since. */
  | { readonly state: 'told' }

/**
 * Looks, as the owner, at what the database holds, and refuses it unless it is empty or holds this demonstration.
 * When every act of the story is in the log, it was told to its end. Before that, every line of the log must be one of
 * its acts, and every account one of its people: then nobody has worked here, and the story may go on.
 */
export async function guardDatabase(owner: pg.Pool, story: Story): Promise<Found> {
  const { township, users } = story.cast
  const { rows: townships } = await owner.query<{ code: string; day: string | null }>(
    'SELECT code, business_day::text AS day FROM township ORDER BY code',
  )
  const { rows: accounts } = await owner.query<{ id: string }>('SELECT id FROM identity.user_account')
  if (townships.length === 0) {
    if (accounts.length > 0) throw refused('已有账号')
    return { state: 'empty' }
  }
  const other = townships.find((each) => each.code !== township || each.day !== DEMO_DAY)
  if (other) throw refused(other.code === township ? '已有正式使用的同名乡镇' : `已有乡镇“${other.code}”`)
  const { rows: acts } = await owner.query<{ id: string }>('SELECT id FROM act_log WHERE township = $1', [
    township,
  ])
  const logged = new Set(acts.map((row) => row.id))
  if (story.steps.every((step) => logged.has(step.id))) return { state: 'told' }
  const own = new Set(story.steps.map((step) => step.id))
  const ownAccounts = new Set(users.map((user) => user.actor.account))
  if (acts.some((row) => !own.has(row.id)))
    throw refused('已有另一套演示（种子或规模不同），或演示以外的记录')
  if (accounts.some((row) => !ownAccounts.has(row.id))) throw refused('已有演示以外的账号')
  return { state: 'begun', done: logged }
}

const refused = (what: string) =>
  new Refusal(
    'demo.not-empty',
    409,
    `演示数据只能放进空的数据库：这里${what}，没有改动。请用 --data 指定另一个文件夹，或换一个数据库。`,
  )
