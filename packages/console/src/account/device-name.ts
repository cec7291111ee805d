import { accountText as text } from './account.text.ts'

/** The first pattern found names it; what builds on another browser stands before it. */
const browsers: readonly (readonly [RegExp, keyof typeof text.browsers])[] = [
  [/MicroMessenger/i, 'wechat'],
  [/DingTalk/i, 'dingtalk'],
  [/HuaweiBrowser/i, 'huawei'],
  [/MiuiBrowser/i, 'xiaomi'],
  [/QQBrowser/i, 'qq'],
  [/360SE|360EE|QihooBrowser/i, 'qihoo'],
  [/Edg/i, 'edge'],
  [/Firefox|FxiOS/i, 'firefox'],
  [/Chrome|CriOS/i, 'chrome'],
  [/Safari/i, 'safari'],
]
const systems: readonly (readonly [RegExp, keyof typeof text.systems])[] = [
  [/OpenHarmony|HarmonyOS/i, 'harmony'],
  [/Android/i, 'android'],
  [/iPhone/i, 'iphone'],
  [/iPad/i, 'ipad'],
  [/Windows/i, 'windows'],
  [/Mac OS X/i, 'mac'],
  [/Linux/i, 'linux'],
]

/** What a browser calls itself, in words that people know their device by; nothing known is said as such. */
export function deviceName(agent: string): string {
  const find = <N extends string>(names: readonly (readonly [RegExp, N])[]) =>
    names.find(([pattern]) => pattern.test(agent))?.[1]
  const [system, browser] = [find(systems), find(browsers)]
  const words = [system && text.systems[system], browser && text.browsers[browser]].filter(Boolean)
  return words.length > 0 ? words.join(' · ') : text.unknownDevice
}
