/**
 * The only sentences that leave the house, to chat groups and telephones. They say that there is something, never what:
 * a screen lights up on a table. Numbers are counts of work.
 */
export const outsideTexts = {
  plain: () => '护蕾：您有一条新消息，请登录查看。',
  receipt: () => '护蕾：您有一条需要签收的事项，请登录查看。',
  urgent: () => '护蕾：您有一条紧急事项需要立即签收，请登录查看。',
  /** To whoever takes what concerns one of the township's own, who may have no account yet. */
  elsewhere: () => '护蕾：有一件须由镇外受理的事项，还没有账号的请先联系系统管理员开通，请登录查看。',
  unvisited: ({ count = 0 }) => `护蕾：本月还有${count}户走访次数不够，请登录查看。`,
  surveys: ({ count = 0 }) => `护蕾：本月还有${count}份排查表未报，请登录查看。`,
  duties: ({ count = 0 }) => `护蕾：还有${count}项职责未完成，请登录查看。`,
} as const satisfies Record<string, (numbers: Readonly<Record<string, number>>) => string>

export type OutsideCode = keyof typeof outsideTexts
export const outsideCodes = Object.keys(outsideTexts) as readonly OutsideCode[]
