import { useState } from 'preact/hooks'
import type { Line, Outcome } from '../sync/contact.ts'
import { secondFactor, signIn } from './identity.ts'
import { shellText as text } from './shell.text.ts'

/** Runs a question to the server; what was not answered is said in a sentence. */
export const asking =
  (setBusy: (isBusy: boolean) => void, setError: (sentence: string) => void) =>
  async <T,>(question: () => Promise<Outcome<T>>): Promise<T | undefined> => {
    setBusy(true)
    setError('')
    try {
      const outcome = await question()
      if (outcome.is === 'answered') return outcome.body
      setError(sentenceOf(outcome))
      return undefined
    } finally {
      setBusy(false)
    }
  }

function sentenceOf(outcome: Exclude<Outcome<unknown>, { is: 'answered' }>): string {
  if (outcome.is !== 'later') return outcome.problem.title
  return { offline: text.offline, busy: text.serverBusy, 'not-hulei': text.notHulei }[outcome.why]
}

/** Name and password, then the second factor where the post asks for one. */
export function Credentials({
  line,
  hint,
  userName: known,
  onDone,
  error: fault,
}: {
  line: Line
  hint: string
  userName: string
  onDone: () => void
  error?: string
}) {
  const [isCode, setCodeAsked] = useState(false)
  const [userName, setUserName] = useState(known)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)
  const asked = asking(setBusy, setError)
  const submitName = async () => {
    const reply = await asked(() => signIn(line, userName.trim(), password))
    if (reply?.next === 'second-factor') setCodeAsked(true)
    else if (reply?.next === 'enrol') setError(text.enrolFirst)
    else if (reply) onDone()
  }
  const submitCode = async () => {
    if (await asked(() => secondFactor(line, code.trim()))) onDone()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void (isCode ? submitCode() : submitName())
      }}
    >
      <p class="hint">{hint}</p>
      {isCode ? (
        <label>
          {text.code}
          <input
            value={code}
            inputMode="numeric"
            autocomplete="one-time-code"
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </label>
      ) : (
        <>
          <label>
            {text.userName}
            <input
              value={userName}
              autocomplete="username"
              autocapitalize="none"
              onInput={(event) => setUserName(event.currentTarget.value)}
            />
          </label>
          <label>
            {text.password}
            <input
              type="password"
              value={password}
              autocomplete="current-password"
              onInput={(event) => setPassword(event.currentTarget.value)}
            />
          </label>
        </>
      )}
      {(error || fault) && <p class="fault">{error || fault}</p>}
      <button
        class="main"
        type="submit"
        disabled={isBusy || (isCode ? code.length < 6 : !userName || !password)}
      >
        {isBusy ? text.busy : isCode ? text.next : text.signIn}
      </button>
    </form>
  )
}
