import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { adoptPlaybook } from '../platform/adopt-playbook.ts'
import { adoptedPlaybook } from '../platform/playbook-file.ts'
import type { System } from '../system.ts'
import { DEMO_DAY } from './cast.ts'
import { handIn } from './evidence.ts'
import { guardDatabase } from './guard.ts'
import { DEMO_PASSWORD } from './people.ts'
import { type Story, type StoryOptions, tellStory } from './story.ts'
import { type Told, tell } from './tell.ts'

/** The plan that the demonstration follows. */
export const demoPlaybookFile = join(import.meta.dirname, '../../../../playbooks/fushoushan-2024.yaml')

export type Made = {
  readonly story: Story
  /** `made`: told now, from an empty database; `resumed`: an earlier generation was cut off; `there`: nothing to do. */
  readonly how: 'made' | 'resumed' | 'there'
}

type On = Pick<System, 'server' | 'identity' | 'owner'>

/**
 * Makes the demonstration's township in a database that holds nothing else; see `guardDatabase`. One that was cut off
 * half-way goes on where it stopped, since an act that was done is not done again. Refusal: `demo.not-empty`.
 */
export async function makeDemo(
  system: On,
  options: StoryOptions,
  onProgress: (told: Told) => void = () => {},
): Promise<Made> {
  const source = await readFile(demoPlaybookFile, 'utf8')
  const playbook = adoptedPlaybook(source)
  const story = await tellStory(playbook, options)
  const found = await guardDatabase(system.owner, story)
  if (found.state === 'told') return { story, how: 'there' }
  const { server, owner } = system
  const { code, name } = playbook.township
  if (found.state === 'empty')
    await adoptPlaybook(owner, { township: code, name, source, businessDay: DEMO_DAY })
  await server.townships.reload()
  await openAccounts(system, story)
  await handIn(server, story.drawn)
  const done = found.state === 'begun' ? found.done : new Set<string>()
  const left = story.steps.filter((step) => !done.has(step.id))
  await tell(server, await server.townships.get(code), left, onProgress, () => owner.query('ANALYZE'))
  server.sessions.forget()
  return { story, how: found.state === 'begun' ? 'resumed' : 'made' }
}

async function openAccounts({ identity }: On, { cast }: Story): Promise<void> {
  const queue = [...cast.users]
  const open = async () => {
    for (let user = queue.shift(); user; user = queue.shift()) {
      await identity.createAccount({
        accountId: user.actor.account,
        userName: user.userName,
        displayName: user.actor.name,
        password: DEMO_PASSWORD,
        requireSecondFactor: user.totpSecret !== undefined,
        ...(user.totpSecret && { totpSecret: user.totpSecret }),
        openedIn: cast.township,
      })
    }
  }
  // Hashing a password takes a core for some tens of milliseconds.
  await Promise.all([open(), open(), open(), open()])
}
