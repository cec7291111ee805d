import { act, amendment } from '../../acts/index.ts'
import { code, day, matter, personName, ref, text } from '../../kinds/index.ts'
import { erasure } from '../sealing/index.ts'
import { child } from './child.kind.ts'
import { childPlan } from './child-plan.kind.ts'
import { distinction } from './distinction.kind.ts'
import { household } from './household.kind.ts'
import { listing } from './listing.kind.ts'
import { responsibilityTeam } from './responsibility-team.kind.ts'
import { verification } from './verification.kind.ts'

const {
  categories: _categories,
  leftOn: _leftOn,
  leftBecause: _because,
  mergedInto: _into,
  ...enrolFields
} = child.fields

const place = {
  village: code('所在村', { list: 'villages' }),
  school: code('就读学校', { list: 'schools' }).optional(),
}

export const enrolChild = act('child.enrol', {
  title: '登记未成年人',
  kind: child,
  on: 'new',
  by: child.writers,
  input: { ...place, ...enrolFields },
})

/** Corrects or updates what is known of a child, field by field. */
export const amendChild = amendment('child.amend', {
  title: '更正未成年人信息',
  kind: child,
  by: child.writers,
  input: { school: place.school, ...enrolFields },
})

/** A child comes to live in another village: the file goes along, and the old village no longer sees it. */
export const moveChild = act('child.move', {
  title: '跨村迁移',
  kind: child,
  on: 'existing',
  by: ['office', 'remit:welfare'],
  needsReason: true,
  input: { village: place.village, hamlet: text('组别', { max: 30 }).optional(), movedOn: day('迁移日期') },
})

export const leaveChild = act('child.leave', {
  title: '移出台账',
  kind: child,
  on: 'existing',
  by: child.writers,
  needsReason: true,
  input: { leftOn: day('移出日期'), leftBecause: code('移出原因', { list: 'leaveReasons' }) },
})

/** Two files of one child become one; both histories stay readable from the file that remains. */
export const mergeChild = act('child.merge', {
  title: '合并重复档案',
  kind: child,
  on: 'existing',
  by: ['office'],
  needsReason: true,
  input: { duplicate: ref('重复的档案', 'child') },
})

/** Two files that look alike are two children: the pair is no longer shown as a possible duplicate. */
export const tellApart = act('child.tell-apart', {
  title: '确认不是同一人',
  kind: distinction,
  on: 'new',
  by: ['office'],
  needsReason: true,
  input: { child: distinction.fields.child, other: distinction.fields.other },
})
/** The opposite of `child.tell-apart`: the pair is shown as a possible duplicate again. */
export const withdrawDistinction = act('distinction.withdraw', {
  title: '撤回“不是同一人”',
  kind: distinction,
  on: 'existing',
  by: ['office'],
  input: {},
})

const { closedOn: _closedOn, ...householdFields } = household.fields
export const registerHousehold = act('household.register', {
  title: '登记家庭',
  kind: household,
  on: 'new',
  by: household.writers,
  input: { village: place.village, ...householdFields },
})
export const amendHousehold = amendment('household.amend', {
  title: '更正家庭信息',
  kind: household,
  by: household.writers,
  input: householdFields,
})

export const listChild = act('listing.open', {
  title: '列入重点关注',
  kind: listing,
  on: 'new',
  by: listing.writers,
  input: listing.fields,
})
export const endListing = act('listing.end', {
  title: '解除重点关注',
  kind: listing,
  on: 'existing',
  by: listing.writers,
  needsReason: true,
  input: { to: day('终止日期') },
})
/** A concern is looked at again on its review day and may go on for at most six months more, with a new approver. */
export const renewListing = act('listing.renew', {
  title: '复核续列',
  kind: listing,
  on: 'existing',
  by: ['office', 'remit:welfare'],
  needsReason: true,
  input: { approvedBy: personName('批准人'), reviewOn: day('下次复核日期'), to: day('终止日期') },
})

const { to: _planTo, ...planFields } = childPlan.fields
export const makePlan = act('plan.make', {
  title: '制定一人一策',
  kind: childPlan,
  on: 'new',
  by: childPlan.writers,
  input: planFields,
})
const { child: _planChild, ...amendablePlanFields } = planFields
export const amendPlan = amendment('plan.amend', {
  title: '调整一人一策',
  kind: childPlan,
  by: childPlan.writers,
  input: { ...amendablePlanFields, to: childPlan.fields.to },
})

const { to: _teamTo, ...teamFields } = responsibilityTeam.fields
export const formTeam = act('team.form', {
  title: '组成责任小组',
  kind: responsibilityTeam,
  on: 'new',
  by: responsibilityTeam.writers,
  input: teamFields,
})
export const amendTeam = amendment('team.amend', {
  title: '调整责任小组',
  kind: responsibilityTeam,
  by: responsibilityTeam.writers,
  input: { members: teamFields.members, to: responsibilityTeam.fields.to },
})

/** Daily: a child that reached 18 leaves the register, dated on that day. */
export const reachAdulthood = act('child.reach-adulthood', {
  title: '年满18周岁移出',
  kind: child,
  on: 'existing',
  by: ['system'],
  input: {},
})

/** Daily: a listing whose last day has passed no longer counts; a concern closes itself. */
export const expireListing = act('listing.expire', {
  title: '到期自动解除',
  kind: listing,
  on: 'existing',
  by: ['system'],
  input: {},
})

/** Daily: a file whose time is over is removed for good; keys, names, numbers. A certificate of numbers stays. */
export const eraseChild = act('child.erase', {
  title: '到期销毁档案',
  kind: erasure,
  on: 'new',
  by: ['system'],
  input: { matter: matter('未成年人档案') },
})

export const verifyChild = act('child.verify', {
  title: '核实信息',
  kind: verification,
  on: 'new',
  by: verification.writers,
  input: verification.fields,
})
