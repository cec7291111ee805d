import { useState } from 'preact/hooks'
import type { FieldDatabase, VaultRow } from '../store/database.ts'
import { vaultOfAccount } from '../store/owners.ts'
import { isPin, isTooEasy, PIN_LENGTH } from '../store/pin-tries.ts'
import { createVault, restoreVault, type Vault } from '../store/vault.ts'
import type { Line } from '../sync/contact.ts'
import { asking, Credentials } from './credentials.tsx'
import type { FieldPost } from './field-post.ts'
import { escrowKey, type Me, readMe, unwrapByServer } from './identity.ts'
import { PinPad } from './pin-pad.tsx'
import { shellText as text } from './shell.text.ts'

type Step =
  | { readonly is: 'name' }
  | { readonly is: 'post'; readonly me: Me }
  | { readonly is: 'pin'; readonly me: Me; readonly post: FieldPost; readonly first?: string }

/** Signing in with a network: for the first time, after the PIN was lost, or when the session has ended. */
export function SignIn({
  db,
  line,
  vaultRow,
  onOpen,
}: {
  db: FieldDatabase
  line: Line
  vaultRow: VaultRow | undefined
  onOpen: (vault: Vault, post: FieldPost, isNew: boolean) => void
}) {
  const [step, setStep] = useState<Step>({ is: 'name' })
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)

  const asked = asking(setBusy, setError)
  const afterSignIn = async () => {
    const me = await asked(() => readMe(line))
    if (!me) return
    const [only, ...others] = me.posts
    if (!only) setError(text.noPost)
    else if (others.length === 0) setStep({ is: 'pin', me, post: only })
    else setStep({ is: 'post', me })
  }
  const submitPin = async (pin: string, { me, post }: { me: Me; post: FieldPost }) => {
    const serverKey = await asked(() => escrowKey(line))
    if (!serverKey) return
    const owner = { account: me.account, userName: me.userName, displayName: me.displayName }
    const known = await vaultOfAccount(db, me.account)
    const given = { phone: known?.phone ?? crypto.randomUUID(), now: line.now() }
    setBusy(true)
    if (known) {
      const raw = await asked(() => unwrapByServer(line, known.wrappedByServer))
      if (!raw) return
      onOpen(await restoreVault(db, raw, owner, pin, serverKey, given), post, false)
    } else onOpen(await createVault(db, owner, pin, serverKey, given), post, true)
  }

  return (
    <main class="sign-in">
      <h1>{text.app}</h1>
      {step.is === 'name' && (
        <Credentials
          line={line}
          hint={vaultRow ? text.signInAgain : text.signInHint}
          userName={vaultRow?.userName ?? ''}
          onDone={() => void afterSignIn()}
          error={error}
        />
      )}
      {step.is === 'post' && (
        <div class="stack">
          <h2>{text.choosePost}</h2>
          {step.me.posts.map((post) => (
            <button key={post.id} type="button" onClick={() => setStep({ is: 'pin', me: step.me, post })}>
              {post.title}
              <small>{post.townshipName}</small>
            </button>
          ))}
        </div>
      )}
      {step.is === 'pin' && (
        <PinPad
          key={step.first ?? 'first'}
          title={step.first ? text.repeatPin : text.setPin}
          hint={text.setPinHint}
          error={error}
          isBusy={isBusy}
          onPin={(pin) => {
            const { me, post, first } = step
            setError('')
            if (!isPin(pin) || pin.length !== PIN_LENGTH) return
            if (!first && isTooEasy(pin)) setError(text.pinTooEasy)
            else if (!first) setStep({ is: 'pin', me, post, first: pin })
            else if (first !== pin) {
              setStep({ is: 'pin', me, post })
              setError(text.pinDiffers)
            } else void submitPin(pin, { me, post })
          }}
        />
      )}
    </main>
  )
}
