import { shellText as text } from './shell.text.ts'

/** What this browser is and can do; found out once, said plainly. */

/** WeChat's built-in browser keeps no app on the home screen and may throw its storage away. */
export const isWeChat = (userAgent: string): boolean => /MicroMessenger/i.test(userAgent)

/** A label by which the office tells phones apart: no serial number, nothing that follows a person. */
export function phoneLabel(userAgent: string): string {
  const system = /Android/.test(userAgent)
    ? text.devices.android
    : /iPhone|iPad/.test(userAgent)
      ? text.devices.apple
      : /Windows|Macintosh|Linux/.test(userAgent)
        ? text.devices.computer
        : text.devices.other
  const browser = isWeChat(userAgent)
    ? text.browsers.wechat
    : (/(HuaweiBrowser|MiuiBrowser|VivoBrowser|HeyTapBrowser|UCBrowser|QQBrowser|Edg|Firefox|Chrome|Safari)/.exec(
        userAgent,
      )?.[1] ?? text.browsers.other)
  return `${system} · ${browser}`
}

export type StorageState = {
  readonly isPersistent: boolean
  readonly usedBytes: number
  readonly quotaBytes: number
}

/** Less than this left, and a month's photos may not fit. */
const LOW_BYTES = 300 * 1024 * 1024
export const isLow = (state: StorageState): boolean => state.quotaBytes - state.usedBytes < LOW_BYTES

/** Asks the browser to keep what lies here; a refusal is shown, not hidden. */
export async function storageState(): Promise<StorageState | undefined> {
  if (!navigator.storage) return undefined
  const isPersistent =
    (await navigator.storage.persisted?.()) || (await navigator.storage.persist?.()) || false
  const { usage = 0, quota = 0 } = (await navigator.storage.estimate?.()) ?? {}
  return { isPersistent, usedBytes: usage, quotaBytes: quota }
}
