import { type ActOptions, act } from '../../acts/index.ts'
import { type AnyField, flag, text } from '../../kinds/index.ts'
import { post } from './post.kind.ts'

/**
 * What an administrator does to accounts. Accounts themselves live in the identity schema; these acts stand in the
 * township's log beside the posts, with the account as their record, so that the auditor sees who let whom in.
 */
const onAccount = <const N extends string, const F extends Record<string, AnyField>>(
  name: N,
  title: string,
  input: F,
) =>
  act(name, { title, kind: post, on: 'none', by: ['administrator'], input } satisfies ActOptions<
    F,
    typeof post
  >)

/** Opens an account; the act's `record` is its id. A post is given apart. */
export const openAccount = onAccount('account.open', '新建账号', {
  userName: text('用户名', { max: 30 }),
  displayName: text('姓名', { max: 60 }),
  requireSecondFactor: flag('须用动态口令'),
})
/** A fresh one-time link by which the person chooses a password; the old password stops working. */
export const linkAccount = onAccount('account.link', '发放设置链接', {})
/** For a lost phone: takes the second factor off; where one is required, the next sign-in enrols anew. */
export const resetAccountFactor = onAccount('account.reset-second-factor', '重置动态口令', {})
export const unlockAccount = onAccount('account.unlock', '解除登录锁定', {})
export const signAccountOut = onAccount('account.sign-out', '全部设备退出', {})
export const disableAccount = onAccount('account.disable', '停用账号', {})
export const enableAccount = onAccount('account.enable', '恢复账号', {})
