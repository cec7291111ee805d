import { ask, type Line, type Outcome } from './contact.ts'

/**
 * Whether this browser is signed in as somebody else, as when the console was used in it meanwhile. Nothing may then be
 * sent: it would be done in another's name, or refused for it.
 */
export async function isAnothersSession(line: Line, account: string): Promise<Outcome<boolean>> {
  const isMe = (body: unknown): body is { account: string } =>
    typeof (body as { account?: unknown } | undefined)?.account === 'string'
  const me = await ask(line, '/api/field/me', {}, isMe)
  return me.is === 'answered' ? { is: 'answered', body: me.body.account !== account } : me
}

/** The server's word for a post that the account in session does not hold. */
export const NOT_MY_POST = 'posts.none'
