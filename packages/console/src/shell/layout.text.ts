import type { NavGroup } from './page.ts'

export const layoutText = {
  product: '护蕾',
  menu: '菜单',
  demo: (day: string) => `演示 · 今天是 ${day}`,
  demoBrief: (day: string) => `演示 ${day}`,
  demoNote: '这是虚构的演示乡镇，日期停在这一天，人名、号码都是编造的。',
  switchPost: '更换岗位',
  account: '我的账号',
  signOut: '退出登录',
  skip: '跳到正文',
  groups: { work: '工作', registers: '台账', supervision: '督导', system: '系统' } satisfies Record<
    NavGroup,
    string
  >,
} as const
