import { useState } from 'preact/hooks'
import type { Line } from '../sync/contact.ts'
import { Credentials } from './credentials.tsx'
import { useField } from './field.ts'
import { readMe, signOut } from './identity.ts'
import { shellText as text } from './shell.text.ts'
import { isLargeType, setLargeType } from './type-size.ts'

const megabytes = (bytes: number) =>
  bytes > 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`

/** The worker's own page: who, which post, type size, storage, locking. */
export function MePage({ line }: { line: Line }) {
  const { vault, post, lock, sync, contact, storage, othersWaiting } = useField()
  const [isLarge, setLarge] = useState(isLargeType())
  const [fault, setFault] = useState('')
  // Another's session would send nothing of this one, and see what is not theirs to see here.
  const signedIn = async () => {
    const me = await readMe(line)
    const isOther = me.is === 'answered' && me.body.account !== vault.row.account
    setFault(isOther ? text.notYou : '')
    if (isOther) await signOut(line)
    else sync()
  }
  return (
    <section>
      <h1>{text.me}</h1>
      {contact === 'sign-in' && (
        <div class="card">
          <Credentials
            line={line}
            hint={text.signInAgain}
            userName={vault.row.userName}
            onDone={() => void signedIn()}
            error={fault}
          />
        </div>
      )}
      <dl>
        <dt>{text.account}</dt>
        <dd>
          {vault.row.displayName}（{vault.row.userName}）
        </dd>
        <dt>{text.post}</dt>
        <dd>
          {post.title}　{post.townshipName}
        </dd>
        <dt>{text.storage}</dt>
        <dd>
          {storage && text.storageUsed(megabytes(storage.usedBytes), megabytes(storage.quotaBytes))}
          {storage && (
            <p class={storage.isPersistent ? 'hint' : 'note'}>
              {storage.isPersistent ? text.storageKept : text.storageMayGo}
            </p>
          )}
        </dd>
        <dt>{text.appVersion}</dt>
        <dd>{import.meta.env.HULEI_VERSION}</dd>
      </dl>
      {othersWaiting > 0 && <p class="note">{text.othersWaiting(othersWaiting)}</p>}
      <div class="stack">
        <button
          type="button"
          onClick={() => {
            setLargeType(!isLarge)
            setLarge(!isLarge)
          }}
        >
          {isLarge ? text.normalType : text.largeType}
        </button>
        <button type="button" onClick={sync}>
          {text.syncNow}
        </button>
        <button type="button" onClick={lock}>
          {text.lockNow}
        </button>
      </div>
    </section>
  )
}
