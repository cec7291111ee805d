import { z } from 'zod'

// Bounds only: what a password or a name may be is said by the rules, and a sign-in must not say which rule failed.
const typed = z.string().min(1, '请填写').max(256, '太长')

export const signInBody = z.strictObject({ userName: typed, password: typed })
export const nextReply = z.object({ next: z.enum(['done', 'second-factor', 'enrol']) })

const code = z
  .string()
  .transform((text) => text.normalize('NFKC').replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, '验证码是6位数字'))

export const secondFactorBody = z.union([z.strictObject({ code }), z.strictObject({ backupCode: typed })], {
  error: '请填写6位验证码，或者一个备用码',
})
export const secondFactorReply = z.object({
  next: z.literal('done'),
  backupCodesLeft: z.int().optional(),
})

export const enrolStartBody = z.strictObject({ password: typed.optional() })
export const enrolStartReply = z.object({ uri: z.string(), secret: z.string() })
export const enrolConfirmBody = z.strictObject({ code })
export const backupCodesReply = z.object({ backupCodes: z.array(z.string()) })
export const backupCodesBody = z.strictObject({ password: typed })

export const passwordBody = z.strictObject({ current: typed, next: typed })
export const setupBody = z.strictObject({ token: z.string().max(100, '链接不完整'), password: typed })
export const setupReply = z.object({ userName: z.string() })
export const emptyReply = z.strictObject({})

const secondFactor = z.enum(['passed', 'not-required', 'to-enrol'])
export const meReply = z.object({
  accountId: z.uuid(),
  userName: z.string(),
  displayName: z.string(),
  secondFactor,
})

export const sessionsReply = z.object({
  sessions: z.array(
    z.object({
      id: z.uuid(),
      isCurrent: z.boolean(),
      startedAt: z.iso.datetime(),
      lastSeenAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
      address: z.string(),
      device: z.string(),
    }),
  ),
})
