import { readFile } from 'node:fs/promises'
import { totpCode, totpStep } from '../platform/identity/index.ts'
import { adoptedPlaybook } from '../platform/playbook-file.ts'
import { demoPlaybookFile } from './make-demo.ts'
import type { DemoUser } from './people.ts'
import { type StoryOptions, usersOf } from './story.ts'

/** Who can sign in to the demonstration; known from its seed alone, without a database. */
export async function demoUsers(options: StoryOptions): Promise<readonly DemoUser[]> {
  return usersOf(adoptedPlaybook(await readFile(demoPlaybookFile, 'utf8')), options)
}

/** The code that a demo account's phone would show now; undefined for one that needs none. */
export async function demoCodeOf(
  options: StoryOptions,
  userName: string,
  now: Date,
): Promise<string | undefined> {
  const secret = (await demoUsers(options)).find((user) => user.userName === userName)?.totpSecret
  return secret && totpCode(secret, totpStep(now))
}
