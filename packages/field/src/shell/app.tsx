import { useEffect, useState } from 'preact/hooks'
import { closeActs } from '../outbox/opened-act.ts'
import { type FieldDatabase, openDatabase, type VaultRow } from '../store/database.ts'
import type { Vault } from '../store/vault.ts'
import type { Line } from '../sync/contact.ts'
import type { FieldPost } from './field-post.ts'
import { OpenApp } from './open-app.tsx'
import { isWeChat } from './platform.ts'
import { keepPost, readPost } from './post.ts'
import { registerPhone } from './register-phone.ts'
import { shellText as text } from './shell.text.ts'
import { SignIn } from './sign-in.tsx'
import { Unlock } from './unlock.tsx'

/** Left alone this long, the phone closes: a phone on a table is anybody's. */
const LOCK_AFTER_MS = 5 * 60_000

type Stage =
  | { readonly is: 'opening' }
  | { readonly is: 'wechat'; readonly db: FieldDatabase; readonly row: VaultRow | undefined }
  | { readonly is: 'sign-in'; readonly db: FieldDatabase; readonly row: VaultRow | undefined }
  | { readonly is: 'locked'; readonly db: FieldDatabase; readonly row: VaultRow }
  | { readonly is: 'open'; readonly db: FieldDatabase; readonly vault: Vault; readonly post: FieldPost }
  | { readonly is: 'broken' }

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
      const db = await openDatabase()
      const row = await db.get('vault', 'vault')
      if (!row && isWeChat(navigator.userAgent)) setStage({ is: 'wechat', db, row })
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
      return (
        <main class="empty">
          <h1>{text.broken}</h1>
          <p>{text.brokenHint}</p>
          <button type="button" onClick={() => location.reload()}>
            {text.reopen}
          </button>
        </main>
      )
    case 'wechat':
      return (
        <main class="sign-in">
          <h1>{text.wechat}</h1>
          <WeChatPicture />
          <p>{text.wechatHint}</p>
          <button type="button" class="plain" onClick={() => setStage({ ...stage, is: 'sign-in' })}>
            {text.wechatGoOn}
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

/** The corner of WeChat's window, with the three points that open its menu. */
const WeChatPicture = () => (
  <svg viewBox="0 0 240 120" role="img" aria-label={text.wechatHint} class="wechat">
    <rect x="4" y="4" width="232" height="112" rx="10" fill="#f2f4f5" stroke="#9aa5ab" />
    <rect x="4" y="4" width="232" height="34" rx="10" fill="#fff" stroke="#9aa5ab" />
    <circle cx="204" cy="21" r="3" />
    <circle cx="214" cy="21" r="3" />
    <circle cx="224" cy="21" r="3" />
    <path d="M150 96C190 92 212 72 214 38m-9 12 9-13 10 12" fill="none" stroke="#0f6e7c" stroke-width="4" />
  </svg>
)
