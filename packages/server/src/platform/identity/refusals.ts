import { APIError } from 'better-auth/api'
import { type Fault, Refusal } from '../errors.ts'

/**
 * Everything that sign-in can refuse, and the one place where the library's errors become ours.
 * A name that does not exist and a wrong password are the same refusal, word for word.
 */
export const wrongCredentials = () =>
  new Refusal('identity.wrong-credentials', 401, '用户名或密码不对，请检查后再试。')

export const locked = (seconds: number) =>
  new Refusal('identity.locked', 429, `尝试次数太多，请等${waitOf(seconds)}再试。`, {
    detail: { retryAfter: seconds },
  })

const waitOf = (seconds: number) => (seconds > 60 ? `${Math.ceil(seconds / 60)}分钟` : `${seconds}秒`)

export const signedOut = () =>
  new Refusal('identity.signed-out', 401, '您还没有登录，或者登录已经过期，请重新登录。')

export const secondFactorWrong = () =>
  new Refusal('identity.second-factor-wrong', 401, '验证码不对，或者已经用过；请用手机上最新的一个。')

export const signInAgain = () =>
  new Refusal('identity.sign-in-again', 401, '这次登录等得太久或者已经作废，请重新输入用户名和密码。')

export const enrolmentNeeded = () =>
  new Refusal('identity.second-factor-needed', 403, '您的账号要求动态验证码，请先完成绑定，再使用其他功能。')

export const alreadyEnrolled = () =>
  new Refusal(
    'identity.already-enrolled',
    409,
    '您的账号已经绑定动态验证码；如需更换手机，请联系管理员重置。',
  )

export const enrolmentNotStarted = () =>
  new Refusal('identity.enrolment-not-started', 409, '请先扫描二维码，再输入验证码。')

export const notEnrolled = () => new Refusal('identity.not-enrolled', 409, '您的账号还没有绑定动态验证码。')

export const wrongPassword = () => new Refusal('identity.wrong-password', 403, '当前密码不对，请检查后再试。')

export const accountDisabled = () => new Refusal('identity.disabled', 403, '这个账号已经停用，请联系管理员。')

export const linkInvalid = () =>
  new Refusal('identity.link-invalid', 410, '这个链接已经用过或者过期，请联系管理员重新生成。')

export const noSuchAccount = () => new Refusal('identity.no-such-account', 404, '没有这个账号。')

export const userNameTaken = () =>
  new Refusal('identity.user-name-taken', 409, '这个用户名已经有人使用，请换一个。')

export const foreignOrigin = () =>
  new Refusal('identity.foreign-origin', 403, '请求不是从本系统的页面发出的，没有办理。')

export const unfit = (faults: readonly Fault[]) =>
  new Refusal('identity.invalid', 422, faults.map((each) => each.message).join(''), { faults })

/** The code our own hook throws inside the library when a disabled account would get a session. */
export const ACCOUNT_DISABLED = 'ACCOUNT_DISABLED'

const byLibraryCode: Readonly<Record<string, () => Refusal>> = {
  INVALID_USERNAME_OR_PASSWORD: wrongCredentials,
  INVALID_USERNAME: wrongCredentials,
  USERNAME_TOO_SHORT: wrongCredentials,
  USERNAME_TOO_LONG: wrongCredentials,
  PASSWORD_TOO_LONG: wrongCredentials,
  INVALID_PASSWORD: wrongPassword,
  CREDENTIAL_ACCOUNT_NOT_FOUND: wrongPassword,
  INVALID_CODE: secondFactorWrong,
  INVALID_BACKUP_CODE: secondFactorWrong,
  INVALID_TWO_FACTOR_COOKIE: signInAgain,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: signInAgain,
  TOTP_NOT_ENABLED: signInAgain,
  BACKUP_CODES_NOT_ENABLED: signInAgain,
  TWO_FACTOR_NOT_ENABLED: notEnrolled,
  UNAUTHORIZED: signedOut,
  FAILED_TO_GET_SESSION: signedOut,
  [ACCOUNT_DISABLED]: accountDisabled,
}

/** Runs a call of the library and gives its refusals as ours; anything else passes through as a fault of the server. */
export async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    const known = byLibraryCode[String(error.body?.code)]
    // Two uses of one backup code at the same moment: the library lets one win.
    if (!known && error.statusCode === 409) throw secondFactorWrong()
    if (known) throw known()
    throw error
  }
}
