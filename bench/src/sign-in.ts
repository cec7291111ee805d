import { setTimeout } from 'node:timers/promises'
import { totpCode, totpStep } from '../../packages/server/src/platform/identity/index.ts'
import { ORIGIN, type World } from './operations.ts'
import { PASSWORD, type Size, TOTP_SECRET, townshipOf, userNameOf } from './world.ts'

const STEP_MS = 30_000

/** Signs everybody in over HTTP, second factor included, and returns their session cookies. */
export async function signIn(url: string, size: Size): Promise<World['cookies']> {
  const cookies: Record<string, { office: string; worker: string }> = {}
  for (let index = 0; index < size.townships; index++) {
    const township = townshipOf(index)
    cookies[township] = {
      office: await cookieOf(url, userNameOf('office', township)),
      worker: await cookieOf(url, userNameOf('worker', township)),
    }
  }
  return cookies
}

async function cookieOf(url: string, userName: string): Promise<string> {
  const first = await post(url, 'sign-in', { userName, password: PASSWORD }, '')
  if (first.next === 'done') return first.cookie
  const enter = () => {
    const code = totpCode(TOTP_SECRET, totpStep(new Date()))
    return post(url, 'second-factor', { code }, first.cookie)
  }
  // A code is taken once: a run that follows another within half a minute waits for the next.
  const second = await enter().catch(async () => {
    await setTimeout(STEP_MS - (Date.now() % STEP_MS) + 100)
    return await enter()
  })
  return second.cookie
}

async function post(url: string, step: string, body: object, cookie: string) {
  const reply = await fetch(`${url}/api/auth/${step}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ORIGIN, ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  })
  if (!reply.ok) throw new Error(`${step}: ${reply.status} ${await reply.text()}`)
  const { next } = (await reply.json()) as { next: string }
  const given = reply.headers.getSetCookie().filter((each) => !/Max-Age=0/i.test(each))
  return { next, cookie: given.map((each) => each.split(';')[0]).join('; ') }
}
