import { totpCode, totpStep } from '../../packages/server/src/platform/identity/index.ts'
import { ORIGIN, type World } from './operations.ts'
import { PASSWORD, type Size, TOTP_SECRET, townshipOf, userNameOf } from './world.ts'

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
  const code = totpCode(TOTP_SECRET, totpStep(new Date()))
  const second = await post(url, 'second-factor', { code }, first.cookie)
  if (second.next !== 'done') throw new Error(`${userName} is not signed in: ${JSON.stringify(second)}`)
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
