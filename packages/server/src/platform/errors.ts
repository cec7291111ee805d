/** One fault of an input: where, which code, and a sentence for the person. */
export type Fault = { readonly path: string; readonly code: string; readonly message: string }

/**
 * An expected failure: a code, an HTTP status, a Chinese sentence for the person, and every fault at once.
 * `cause` is for the log only and never leaves the server.
 */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly faults: readonly Fault[]
  readonly detail: Readonly<Record<string, unknown>>

  constructor(
    code: string,
    status: number,
    sentence: string,
    options: { faults?: readonly Fault[]; detail?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(sentence, { cause: options.cause })
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.faults = options.faults ?? []
    this.detail = options.detail ?? {}
  }
}

/** What one may not see looks like what does not exist. */
export const notFound = (what = '记录') =>
  new Refusal('record.not-found', 404, `没有找到这条${what}，或者您的岗位不能查看。`)

export const notAllowed = (title: string) =>
  new Refusal('act.not-allowed', 403, `您的岗位不能办理“${title}”。`)

export const invalid = (faults: readonly Fault[]) =>
  new Refusal('input.invalid', 422, `有${faults.length}处填写不对：${faults[0]?.message ?? ''}`, { faults })
