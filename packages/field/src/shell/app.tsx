import { useEffect, useState } from 'preact/hooks'
import { closeActs } from '../outbox/opened-act.ts'
import { DATABASE, type FieldDatabase, openDatabase, type VaultRow } from '../store/database.ts'
import type { Vault } from '../store/vault.ts'
import type { Line } from '../sync/contact.ts'
import { HowToLeave } from './built-in-page.tsx'
import type { FieldPost } from './field-post.ts'
import { OpenApp } from './open-app.tsx'
import { type BuiltInBrowser, builtInBrowser } from './platform.ts'
import { keepPost, readPost } from './post.ts'
import { registerPhone } from './register-phone.ts'
import { shellText as text } from './shell.text.ts'
import { SignIn } from './sign-in.tsx'
import { Unlock } from './unlock.tsx'

/** Left alone this long, the phone closes: a phone on a table is anybody's. */
const LOCK_AFTER_MS = 5 * 60_000

type Stage =
  | { readonly is: 'opening' }
  | {
      readonly is: 'built-in'
      readonly db: FieldDatabase
      readonly row: VaultRow | undefined
      readonly browser: BuiltInBrowser
    }
  | { readonly is: 'sign-in'; readonly db: FieldDatabase; readonly row: VaultRow | undefined }
  | { readonly is: 'locked'; readonly db: FieldDatabase; readonly row: VaultRow }
  | { readonly is: 'open'; readonly db: FieldDatabase; readonly vault: Vault; readonly post: FieldPost }
  | { readonly is: 'broken' }
  /** A newer version of the app, in another window, has the database now. */
  | { readonly is: 'overtaken' }

export function App() {
  const [stage, setStage] = useState<Stage>({ is: 'opening' })
  const lineOf = (row: VaultRow | undefined): Line => ({
    fetch: (...request) => fetch(...request),
    base: '',
    post: '',
    phone: row?.phone ?? '',
    now: Date.now,
  })

  useEffect(() => {
    const start = async () => {
      const db = await openDatabase(DATABASE, { onGivenWay: () => setStage({ is: 'overtaken' }) })
      const row = await db.get('vault', 'vault')
      const browser = builtInBrowser(navigator.userAgent)
      if (!row && browser) setStage({ is: 'built-in', db, row, browser })
      else if (row?.wrappedByPin && readPost()) setStage({ is: 'locked', db, row })
      else setStage({ is: 'sign-in', db, row })
    }
    start().catch(() => setStage({ is: 'broken' }))
  }, [])

  const lock = (db: FieldDatabase) => {
    closeActs()
    void db.get('vault', 'vault').then((row) => row && setStage({ is: 'locked', db, row }))
  }
  useLockWhenIdle(stage.is === 'open' ? () => lock(stage.db) : undefined)

  switch (stage.is) {
    case 'opening':
      return <p class="empty">{text.loading}</p>
    case 'broken':
    case 'overtaken':
      return (
        <main class="empty">
          <h1>{stage.is === 'broken' ? text.broken : text.version}</h1>
          <p>{stage.is === 'broken' ? text.brokenHint : text.overtakenHint}</p>
          <button type="button" onClick={() => location.reload()}>
            {text.reopen}
          </button>
        </main>
      )
    case 'built-in':
      return (
        <main class="sign-in">
          <HowToLeave browser={stage.browser} waiting={0} />
          <button type="button" class="plain" onClick={() => setStage({ ...stage, is: 'sign-in' })}>
            {text.leave.goOn}
          </button>
        </main>
      )
    case 'sign-in':
      return (
        <SignIn
          db={stage.db}
          line={lineOf(stage.row)}
          vaultRow={stage.row}
          onOpen={(vault, post, isNew) => {
            const open = async () => {
              keepPost(post)
              if (isNew) await registerPhone(stage.db, vault, post, Date.now())
              setStage({ is: 'open', db: stage.db, vault, post })
            }
            open().catch(() => setStage({ is: 'broken' }))
          }}
        />
      )
    case 'locked':
      return (
        <Unlock
          db={stage.db}
          onOpen={(vault) => {
            const post = readPost()
            if (post) setStage({ is: 'open', db: stage.db, vault, post })
          }}
          onSignIn={() => setStage({ is: 'sign-in', db: stage.db, row: stage.row })}
        />
      )
    case 'open':
      return (
        <OpenApp
          db={stage.db}
          vault={stage.vault}
          post={stage.post}
          line={lineOf(stage.vault.row)}
          onLock={() => lock(stage.db)}
        />
      )
  }
}

function useLockWhenIdle(lock: (() => void) | undefined): void {
  useEffect(() => {
    if (!lock) return
    let last = Date.now()
    const touched = () => {
      last = Date.now()
    }
    const look = () => {
      if (Date.now() - last > LOCK_AFTER_MS) lock()
    }
    const timer = setInterval(look, 10_000)
    addEventListener('pointerdown', touched)
    addEventListener('keydown', touched)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      removeEventListener('pointerdown', touched)
      removeEventListener('keydown', touched)
      document.removeEventListener('visibilitychange', look)
    }
  }, [lock])
}
