import { type Day, dayOf, type InputOf, parsePhone, type reportLead, startOfDay } from '@hulei/core'
import { Refusal } from '../../../platform/errors.ts'
import type { Server } from '../../../platform/server.ts'
import type { Township } from '../../../platform/townships.ts'
import { words } from './public.text.ts'
import { STORY_LENGTH, type Words } from './public-page.ts'
import { codeOf, idOf, reporterOf } from './report-codes.ts'

type Report = InputOf<typeof reportLead>

const DAY_MS = 86_400_000

/** How many letters too long a story is to be taken; undefined where it is fit. */
export const tooLong = (story: string | undefined): number | undefined => {
  const has = (story ?? '').length
  return has > STORY_LENGTH ? has : undefined
}

/**
 * The input of a report from what was typed. A choice that no list has is as if not made, and what is longer than its
 * field goes into the story: words of the public are never refused for their shape.
 */
export function reportOf(township: Township, typed: Words, photos: readonly string[], today: Day): Report {
  const more: string[] = []
  const chosen = (name: string, list: string) => {
    const id = typed[name]
    return id && township.lists.get(list)?.some((entry) => entry.id === id && !entry.isRetired)
      ? id
      : undefined
  }
  const short = (name: string, label: string, most: number) => {
    const value = typed[name]?.replaceAll(/\s+/g, ' ')
    if (!value) return undefined
    if (value.length <= most) return value
    more.push(`${label}：${value.slice(0, 300)}`)
    return undefined
  }
  const isChecked = (name: string) => (typed[name] ? true : undefined)
  const when = typed.when as keyof typeof words.whens | undefined
  if (when && Object.hasOwn(words.whens, when) && !dayFor(when, today))
    more.push(`${words.when}${words.whens[when]}`)
  const input = {
    isDangerNow: isChecked('isDangerNow'),
    concerns: chosen('concerns', 'leadConcerns'),
    onVillage: chosen('onVillage', 'villages'),
    setting: chosen('setting', 'leadSettings'),
    where: short('where', words.where, 100),
    happenedOn: dayFor(when, today),
    child: short('child', words.child, 100),
    isInsider: isChecked('isInsider'),
    insiderIsLeader: isChecked('insiderIsLeader'),
    insiderUnit: chosen('insiderUnit', 'units'),
    insiderVillage: chosen('insiderVillage', 'villages'),
    insiderSchool: chosen('insiderSchool', 'schools'),
    insiderName: short('insiderName', words.insiderName, 30),
    reporterName: short('reporterName', words.reporterName, 30),
    reporterPhone: short('reporterPhone', words.reporterPhone, 40),
  }
  const story = [typed.story || words.onlyPhotos, ...more].join('\n')
  return withoutGaps({ ...input, story, ...(photos.length > 0 && { photos: [...photos] }) })
}

const dayFor = (when: string | undefined, today: Day): Day | undefined => {
  if (when === 'today' || when === 'now') return today
  return when === 'yesterday' ? dayOf(startOfDay(today) - DAY_MS / 2) : undefined
}

const withoutGaps = (input: Report): Report =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Report

/** Whether the reporter left something that is neither a telephone number nor meant as another address. */
export const isOddPhone = (typed: string | undefined): boolean =>
  !!typed && /^[\d\s+()（）-]+$/.test(typed) && !parsePhone(typed).ok

/** `outside`: who has it, where one of the township's own may be concerned. */
export type Taken = {
  readonly code: string
  readonly isChanged: boolean
  readonly outside?: Outside
}
type Outside = Township['playbook']['contacts']['outside']

/**
 * Takes a report in, once for each form. Sent again after it was changed, what is new is added to the report: a sender
 * who goes back and writes more loses neither.
 */
export async function takeReport(
  { performer, keyring }: Pick<Server, 'performer' | 'keyring'>,
  township: string,
  form: string,
  input: Report,
): Promise<Taken> {
  const code = codeOf(keyring, township, form)
  const reporter = reporterOf(keyring, township, code)
  const record = idOf(keyring, township, 'record', form)
  try {
    const id = idOf(keyring, township, 'report', form)
    const reply = await performer.perform(reporter, { id, act: 'lead.report', record, input })
    return { code, isChanged: false, ...(reply.outside ? { outside: reply.outside as Outside } : {}) }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'act.id-reused') throw error
    const { story, photos } = input
    await addWords({ performer, keyring }, township, {
      code,
      record,
      form: `${form}\n${JSON.stringify(input)}`,
      story,
      photos,
    })
    return { code, isChanged: true }
  }
}

/** Adds to a report, once for each form. */
export async function addWords(
  { performer, keyring }: Pick<Server, 'performer' | 'keyring'>,
  township: string,
  given: {
    code: string
    record: string
    form: string
    story: string
    photos?: readonly string[] | null | undefined
  },
): Promise<void> {
  const { code, record, form, story, photos } = given
  await performer.perform(reporterOf(keyring, township, code), {
    id: idOf(keyring, township, 'add', form),
    act: 'lead.add',
    record,
    input: { story, ...(photos && photos.length > 0 && { photos: [...photos] }) },
  })
}
