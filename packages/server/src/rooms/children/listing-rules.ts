import { addMonths, type Day, type Playbook } from '@hulei/core'
import type { Fault } from '../../platform/errors.ts'

/** A concern ends within six months of its (re)approval; then it closes itself or is approved anew. */
export const CONCERN_MONTHS = 6

type ListingInput = {
  category: string
  basis: string
  concern?: string | null | undefined
  approvedBy?: string | null | undefined
  from: Day
  reviewOn?: Day | null | undefined
  to?: Day | null | undefined
}

type ListingRule = {
  readonly code: string
  readonly path: keyof ListingInput
  readonly basis: string
  readonly isBroken: (input: ListingInput, plan: { basis: string | undefined }, today: Day) => boolean
  readonly message: string
}

const isConcern = (input: ListingInput) => input.basis === 'concern'

/**
 * What a listing must satisfy. No person is listed for a trait: either the law names the ground, or a concrete
 * concern is written down, approved by a named person, looked at again, and ended.
 */
export const listingRules: readonly ListingRule[] = [
  {
    code: 'listing.basis-mismatch',
    path: 'basis',
    basis: '方案 四(一)1',
    isBroken: (input, plan) => plan.basis === 'concern' && input.basis !== 'concern',
    message: '这一类别只能依“具体关切”列入，须写明情形并经批准',
  },
  {
    code: 'listing.concern-missing',
    path: 'concern',
    basis: '个人信息保护法 第六条',
    isBroken: (input) => isConcern(input) && !input.concern,
    message: '依具体关切列入，须写明具体情形',
  },
  {
    code: 'listing.approval-missing',
    path: 'approvedBy',
    basis: '未成年人网络保护条例 第三十六条',
    isBroken: (input) => isConcern(input) && !input.approvedBy,
    message: '依具体关切列入，须填写批准人',
  },
  {
    code: 'listing.review-missing',
    path: 'reviewOn',
    basis: '个人信息保护法 第十九条',
    isBroken: (input) => isConcern(input) && (!input.reviewOn || input.reviewOn < input.from),
    message: '依具体关切列入，须填写复核日期，且不早于列入日期',
  },
  {
    code: 'listing.end-missing',
    path: 'to',
    basis: '个人信息保护法 第十九条',
    isBroken: (input) => isConcern(input) && (!input.to || input.to > addMonths(input.from, CONCERN_MONTHS)),
    message: `依具体关切列入，须在${CONCERN_MONTHS}个月内终止`,
  },
  {
    code: 'listing.order',
    path: 'to',
    basis: '方案 四(一)1',
    isBroken: (input) => !!input.to && input.to < input.from,
    message: '终止日期不能早于列入日期',
  },
  {
    code: 'listing.from-later',
    path: 'from',
    basis: '方案 四(一)1',
    isBroken: (input, _plan, today) => input.from > today,
    message: '列入日期不能晚于今天',
  },
]

/** Every rule that a listing breaks. */
export function listingFaults(input: ListingInput, playbook: Playbook, today: Day): Fault[] {
  const plan = { basis: playbook.childCategories.find((each) => each.id === input.category)?.basis }
  return listingRules
    .filter((rule) => rule.isBroken(input, plan, today))
    .map((rule) => ({ path: `input.${rule.path}`, code: rule.code, message: rule.message }))
}
