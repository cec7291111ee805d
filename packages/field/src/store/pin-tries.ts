/** Wrong PINs slow down, then close the phone until the worker signs in again (issue: a found phone gives nothing away). */
export const PIN_LENGTH = 6
export const MOST_TRIES = 10

const minutes = (count: number) => count * 60_000

/** How long to wait, in milliseconds, after so many wrong PINs in a row. The first four cost nothing: cold hands. */
export function waitAfter(failedTries: number): number {
  if (failedTries < 5) return 0
  return [minutes(0.5), minutes(1), minutes(5), minutes(15), minutes(30)][failedTries - 5] ?? minutes(30)
}

/** Whether the PIN is used up: the data key can then only be had by signing in. */
export const isUsedUp = (failedTries: number): boolean => failedTries >= MOST_TRIES

/** A PIN that a finder would try first: one digit repeated, or digits in a row. */
export function isTooEasy(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index])))
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0] ?? 2)
}

export const isPin = (text: string): boolean => new RegExp(`^\\d{${PIN_LENGTH}}$`).test(text)
