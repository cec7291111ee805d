import type { Actor, CodeEntry, Day, Playbook } from '@hulei/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { type ApiProblem, actUnder, onSignedOut, read, send } from './api.ts'

/** A post that the account holds. */
export type PostView = {
  readonly id: string
  readonly title: string
  readonly holder: string
  readonly townshipName: string
}

/** What the chosen post may see and do, and the plan's lists. */
export type PostSession = {
  readonly actor: Actor
  readonly roleTitle: string
  readonly township: { code: string; name: string; isDemo: boolean; today: Day }
  readonly playbook: Pick<
    Playbook,
    'title' | 'fields' | 'visitForm' | 'visitOutcomes' | 'plan' | 'holidayMonths'
  > & { readonly version: number }
  readonly lists: Readonly<Record<string, readonly CodeEntry[]>>
  readonly registers: readonly { kind: string; writable: boolean }[]
  readonly acts: readonly string[]
}

export type Account = {
  readonly accountId: string
  readonly userName: string
  readonly displayName: string
  readonly secondFactor: 'passed' | 'not-required' | 'to-enrol'
}

export type SignInState =
  | { readonly at: 'loading' }
  | { readonly at: 'failed'; readonly problem: ApiProblem; again(): void }
  | { readonly at: 'signed-out' }
  | { readonly at: 'to-enrol'; readonly account: Account }
  | { readonly at: 'choose-post'; readonly account: Account; readonly posts: readonly PostView[] }
  | {
      readonly at: 'ready'
      readonly account: Account
      readonly posts: readonly PostView[]
      readonly session: PostSession
    }

type SessionControl = {
  readonly state: SignInState
  choosePost(id: string | undefined): void
  /** Asks anew who is signed in, after signing in or enrolling. */
  refresh(): Promise<void>
  signOut(everywhere?: boolean): Promise<void>
}

const Context = createContext<SessionControl | undefined>(undefined)
const REMEMBERED = 'hulei.post'

/** Finds out who is signed in and under which post, and keeps it for the pages below. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(REMEMBERED) ?? undefined)
  const me = useQuery<{ account: Account; posts: PostView[] }, ApiProblem>({
    queryKey: ['me'],
    queryFn: async () => {
      const account = await read<Account>('/api/auth/me')
      if (account.secondFactor === 'to-enrol') return { account, posts: [] }
      return await read('/api/me')
    },
    retry: (count, error) => error.isUnreachable && count < 3,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const posts = me.data?.posts
  const post = posts?.find((each) => each.id === chosen) ?? (posts?.length === 1 ? posts[0] : undefined)
  actUnder(post?.id)
  const session = useQuery<PostSession, ApiProblem>({
    queryKey: ['post', post?.id],
    queryFn: async () => withVisitLists(await read<PostSession>('/api/me/post')),
    enabled: post !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })

  // Only a session that was there can end: the first question of somebody not signed in is answered the same way.
  useEffect(
    () =>
      onSignedOut(() => {
        if (queries.getQueryData(['me'])) void queries.resetQueries({ queryKey: ['me'] })
      }),
    [queries],
  )

  const choosePost = useCallback((id: string | undefined) => {
    if (id) sessionStorage.setItem(REMEMBERED, id)
    else sessionStorage.removeItem(REMEMBERED)
    setChosen(id)
  }, [])
  const refresh = useCallback(async () => {
    await queries.resetQueries()
  }, [queries])
  const signOut = useCallback(
    async (everywhere = false) => {
      await send('POST', everywhere ? '/api/auth/sign-out-everywhere' : '/api/auth/sign-out', { body: {} })
      // Half-filled forms are in the tab's own storage: whoever signs in here next finds none.
      sessionStorage.clear()
      choosePost(undefined)
      // Forgets every answer and asks anew who is signed in.
      await queries.resetQueries()
    },
    [queries, choosePost],
  )

  const state = useMemo<SignInState>(() => {
    // Asking again may fail for a while; what is known still holds, and no half-filled form goes for it.
    if (me.error && (me.error.status === 401 || !me.data)) {
      return me.error.status === 401
        ? { at: 'signed-out' }
        : { at: 'failed', problem: me.error, again: () => void me.refetch() }
    }
    if (!me.data) return { at: 'loading' }
    const { account } = me.data
    if (account.secondFactor === 'to-enrol') return { at: 'to-enrol', account }
    if (!post) return { at: 'choose-post', account, posts: me.data.posts }
    if (session.error?.code === 'identity.second-factor-needed') return { at: 'to-enrol', account }
    if (session.error && !session.data)
      return { at: 'failed', problem: session.error, again: () => void session.refetch() }
    if (!session.data) return { at: 'loading' }
    return { at: 'ready', account, posts: me.data.posts, session: session.data }
  }, [me, post, session])

  const control = useMemo(
    () => ({ state, choosePost, refresh, signOut }),
    [state, choosePost, refresh, signOut],
  )
  return <Context value={control}>{children}</Context>
}

/** The plan's visit form as lists (`visitRows`, and `visitRow.<row>` for its choices): answers are named like any code. */
function withVisitLists(session: PostSession): PostSession {
  const { rows } = session.playbook.visitForm
  const choices = rows.map((row) => [`visitRow.${row.id}`, row.choices] as const)
  return { ...session, lists: { ...session.lists, visitRows: rows, ...Object.fromEntries(choices) } }
}

/** Sign-in as it stands, and what changes it. */
export function useSignIn(): SessionControl {
  const control = useContext(Context)
  if (!control) throw new Error('useSignIn outside SessionProvider')
  return control
}

/** The post under which the page is shown; only below the layout, where somebody is surely signed in. */
export function useSession(): PostSession {
  const { state } = useSignIn()
  if (state.at !== 'ready') throw new Error('useSession before sign-in')
  return state.session
}

/** The id of the post under which is asked. */
export const usePostId = (): string => useSession().actor.post

/** Looks up names of codes in the plan's lists. */
export function useNames(): (list: string, code: string | null | undefined) => string {
  const { lists } = useSession()
  return useCallback(
    (list, code) => (code ? (lists[list]?.find((entry) => entry.id === code)?.name ?? code) : ''),
    [lists],
  )
}
