import { useEffect, useState } from 'preact/hooks'
import type { FieldDatabase } from '../store/database.ts'
import { forgetConfirmed } from '../store/outbox.ts'
import { unlock, type Vault } from '../store/vault.ts'
import { PinPad } from './pin-pad.tsx'
import { shellText as text } from './shell.text.ts'

/** Opens the phone with the PIN, with or without a network. */
export function Unlock({
  db,
  onOpen,
  onSignIn,
}: {
  db: FieldDatabase
  onOpen: (vault: Vault) => void
  onSignIn: () => void
}) {
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [waitUntil, setWaitUntil] = useState(0)
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const waitSeconds = Math.ceil((waitUntil - now) / 1000)
  const tryPin = async (pin: string) => {
    setBusy(true)
    const unlocked = await unlock(db, pin, Date.now(), () => forgetConfirmed(db))
    setBusy(false)
    if (unlocked.is === 'open') return onOpen(unlocked.vault)
    if (unlocked.is === 'used-up') return onSignIn()
    setError(unlocked.is === 'wrong' ? text.wrongPin(unlocked.triesLeft) : '')
    if (unlocked.waitMs > 0) setWaitUntil(Date.now() + unlocked.waitMs)
  }
  return (
    <main class="sign-in">
      <h1>{text.app}</h1>
      <PinPad
        title={text.enterPin}
        error={waitSeconds > 0 ? text.waitPin(waitSeconds) : error}
        isBusy={isBusy}
        onPin={(pin) => {
          if (waitSeconds <= 0) void tryPin(pin)
        }}
      />
      <button type="button" class="plain" onClick={onSignIn}>
        {text.forgotPin}
      </button>
    </main>
  )
}
