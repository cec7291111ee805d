/** Where something is in a playbook: names of keys and numbers of list items. */
export type FaultPath = readonly (string | number)[]

/** A mistake of a playbook before its line is looked up. */
export type PlaybookFault = { readonly path: FaultPath; readonly message: string }

/** 'duties[3].proves[0].measure'; the whole file is ''. */
export const writePath = (path: FaultPath): string =>
  path.reduce<string>(
    (written, step) =>
      typeof step === 'number' ? `${written}[${step}]` : written === '' ? step : `${written}.${step}`,
    '',
  )

/** The value at a path of unknown data; undefined where there is none. */
export function valueAt(data: unknown, path: FaultPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined
    return isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined
  }, data)
}

/** Whether a value is a mapping of names to values. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a person sees of a value that is wrong: short. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`
}
