import { act, amendment } from '../../acts/index.ts'
import { code, day, matter, note, text } from '../../kinds/index.ts'
import { assignment } from './assignment.kind.ts'
import { erasure, legalHold } from './erasure.kind.ts'
import { sealOpening } from './seal-opening.kind.ts'
import { sealedFields, sealedFile, sealedPerson } from './sealed-person.kind.ts'

/**
 * Assigns somebody to a matter, by the post that they hold; the system does, where somebody was appointed outside. The part
 * says how far it reaches: whose part in a case or lead is the rescue sees that and no more of it.
 */
export const assignToMatter = act('matter.assign', {
  title: '指定承办人',
  kind: assignment,
  on: 'new',
  by: ['office', 'leader', 'police', 'discipline', 'system'],
  input: { matter: matter(), post: matter('承办岗位'), part: assignment.fields.part },
})

export const endAssignment = act('matter.release', {
  title: '解除承办',
  kind: assignment,
  on: 'existing',
  by: ['office', 'leader', 'police', 'discipline'],
  needsReason: true,
  input: {},
})

/**
 * Leaves somebody out of a matter: from then on they see nothing of it, its notices and its log, and no gap. By whom they
 * are named: an account, or everybody of a unit, a village, a school or a role.
 */
export const leaveOut = act('matter.leave-out', {
  title: '回避',
  kind: sealedPerson,
  on: 'none',
  by: ['police', 'discipline', 'outside'],
  needsReason: true,
  input: {
    matter: matter(),
    post: matter('岗位').optional(),
    unit: code('单位', { list: 'units' }).optional(),
    village: code('村', { list: 'villages' }).optional(),
    school: code('学校', { list: 'schools' }).optional(),
    role: code('角色', { list: 'postRoles' }).optional(),
  },
})

/** Adds a sealed person to a matter: a cover, and the file behind it. */
export const addSealed = act('seal.add', {
  title: '登记密封身份',
  kind: sealedPerson,
  on: 'new',
  by: ['police', 'assigned'],
  input: { matter: matter(), part: sealedPerson.fields.part, ...sealedFields },
})

/** Corrects a sealed file that is open. */
export const amendSealed = amendment('seal.amend', {
  title: '更正密封档案',
  kind: sealedFile,
  by: ['opened'],
  input: sealedFields,
})

/** Opens a sealed file as somebody assigned to its matter, or to the rescue of whom it is about. */
export const openSealed = act('seal.open', {
  title: '查看密封档案',
  kind: sealOpening,
  on: 'new',
  by: ['assigned', 'rescued'],
  input: { file: matter('密封身份'), purpose: code('查看目的', { list: 'openingPurposes' }) },
})

/** Breaks a seal: a reason, three hours, both leaders and the discipline office told at once, reviewed by the office. */
export const breakSeal = act('seal.break', {
  title: '破封查看',
  kind: sealOpening,
  on: 'new',
  by: ['office', 'leader', 'police', 'discipline', 'outside'],
  needsReason: true,
  input: { file: matter('密封身份'), purpose: code('查看目的', { list: 'openingPurposes' }) },
})

/** The office has looked at a broken seal. */
export const reviewOpening = act('seal.review', {
  title: '复核破封',
  kind: sealOpening,
  on: 'existing',
  by: ['office'],
  input: { reviewNote: note('复核意见', { max: 300 }) },
})

/** Keeps a matter beyond its time. */
export const holdMatter = act('matter.hold', {
  title: '保全事项',
  kind: legalHold,
  on: 'new',
  by: ['police', 'discipline', 'assigned'],
  input: { matter: matter(), reason: legalHold.fields.reason },
})

export const liftHold = act('matter.lift-hold', {
  title: '解除保全',
  kind: legalHold,
  on: 'existing',
  by: ['police', 'discipline', 'assigned'],
  needsReason: true,
  input: {},
})

/** Removes what a matter holds of people, at the end of its time: keys, names, photos. Counts and the log's chain stay. */
export const eraseMatter = act('matter.erase', {
  title: '到期销毁',
  kind: erasure,
  on: 'new',
  by: ['system'],
  input: { matter: matter(), what: text('事项种类', { max: 40 }), dueFrom: day('保存期满日期') },
})
