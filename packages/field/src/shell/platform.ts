import { shellText as text } from './shell.text.ts'

/** What this browser is and can do; found out once, said plainly. */

export type BuiltInBrowser = {
  readonly app: 'wechat' | 'wecom'
  readonly on: 'android' | 'ios' | 'desktop'
}

/**
 * The browser built into WeChat or WeCom, told by its user agent; undefined for any other. It keeps no app on the home
 * screen, opens nothing without a network, and may throw its storage away.
 */
export function builtInBrowser(userAgent: string): BuiltInBrowser | undefined {
  if (!/MicroMessenger|wxwork/i.test(userAgent)) return undefined
  const app = /wxwork/i.test(userAgent) ? 'wecom' : 'wechat'
  if (/iPhone|iPad|iPod/.test(userAgent)) return { app, on: 'ios' }
  // An Android phone says Linux, too; a HarmonyOS phone says neither, and its menu is Android's.
  const isDesktop = /WindowsWechat|MacWechat|UnifiedPCWindowsWechat|Windows NT|Macintosh|X11/i.test(userAgent)
  return { app, on: isDesktop ? 'desktop' : 'android' }
}

// The particular before the general: nearly all say Chrome and Safari, too.
const browserNames = [
  'HuaweiBrowser',
  'MiuiBrowser',
  'VivoBrowser',
  'HeyTapBrowser',
  'UCBrowser',
  'QQBrowser',
  'Edg',
  'Firefox',
  'Chrome',
  'Safari',
]

/** A label by which the office tells phones apart: no serial number, nothing that follows a person. */
export function phoneLabel(userAgent: string): string {
  const system = /Android/.test(userAgent)
    ? text.devices.android
    : /iPhone|iPad/.test(userAgent)
      ? text.devices.apple
      : /Windows|Macintosh|Linux/.test(userAgent)
        ? text.devices.computer
        : text.devices.other
  const builtIn = builtInBrowser(userAgent)
  const browser = builtIn
    ? text.browsers[builtIn.app]
    : (browserNames.find((name) => userAgent.includes(name)) ?? text.browsers.other)
  return `${system} · ${browser}`
}

export type StorageState = {
  readonly isPersistent: boolean
  readonly usedBytes: number
  readonly quotaBytes: number
  /** Whether the room for the last visits could be set aside (`store/reserve.ts`). */
  readonly hasReserve: boolean
}

/** Less than this left, and a month's photos may not fit. */
const LOW_BYTES = 300 * 1024 * 1024
export const isLow = (state: StorageState): boolean =>
  !state.hasReserve || state.quotaBytes - state.usedBytes < LOW_BYTES

/** Asks the browser to keep what lies here; a refusal is shown, not hidden. */
export async function storageState(): Promise<StorageState | undefined> {
  if (!navigator.storage) return undefined
  const isPersistent =
    (await navigator.storage.persisted?.()) || (await navigator.storage.persist?.()) || false
  const { usage = 0, quota = 0 } = (await navigator.storage.estimate?.()) ?? {}
  return { isPersistent, usedBytes: usage, quotaBytes: quota, hasReserve: true }
}
