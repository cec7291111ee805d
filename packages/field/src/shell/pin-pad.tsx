import { useEffect, useState } from 'preact/hooks'
import { PIN_LENGTH } from '../store/pin-tries.ts'
import { shellText as text } from './shell.text.ts'

/** Digits large enough for cold thumbs. Keys of a keyboard work, too. */
export function PinPad({
  title,
  hint,
  error,
  isBusy,
  onPin,
}: {
  title: string
  hint?: string
  error: string
  isBusy: boolean
  onPin: (pin: string) => void
}) {
  const [pin, setPin] = useState('')
  const press = (digit: string) => {
    if (isBusy || pin.length >= PIN_LENGTH) return
    const next = pin + digit
    setPin(next)
    if (next.length < PIN_LENGTH) return
    onPin(next)
    setPin('')
  }
  const erase = () => setPin(pin.slice(0, -1))
  useEffect(() => {
    const typed = (event: KeyboardEvent) => {
      if (/^\d$/.test(event.key)) press(event.key)
      else if (event.key === 'Backspace') erase()
    }
    addEventListener('keydown', typed)
    return () => removeEventListener('keydown', typed)
  })
  return (
    <div class="pin">
      <h2>{title}</h2>
      {hint && <p class="hint">{hint}</p>}
      <div class="dots" role="status" aria-label={`${pin.length}/${PIN_LENGTH}`}>
        {Array.from({ length: PIN_LENGTH }, (_, index) => (
          <span key={index} class={index < pin.length ? 'dot full' : 'dot'} />
        ))}
      </div>
      <p class="fault" aria-live="polite">
        {isBusy ? text.opening : error}
      </p>
      <div class="keys">
        {['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0'].map((digit) =>
          digit ? (
            <button key={digit} type="button" disabled={isBusy} onClick={() => press(digit)}>
              {digit}
            </button>
          ) : (
            <span key="gap" />
          ),
        )}
        <button type="button" class="plain" disabled={isBusy} onClick={erase}>
          {text.erase}
        </button>
      </div>
    </div>
  )
}
