import { act } from '../../acts/index.ts'
import { code, flag, matter, note, ref, text } from '../../kinds/index.ts'
import { rightsRequest } from './rights-request.kind.ts'

const { asks, relation, identityBy, askedOn, ground } = rightsRequest.fields

/** Takes a family's request in. Who asks, and about whom, is sealed at once. */
export const receiveRights = act('rights.receive', {
  title: '受理权利申请',
  kind: rightsRequest,
  on: 'new',
  by: ['office'],
  input: {
    asks,
    child: ref('哪个孩子', 'child'),
    relation,
    askerName: text('申请人姓名', { max: 30 }),
    askerPhone: text('申请人电话', { max: 30 }).optional(),
    identityBy,
    askedOn,
    wanted: note('具体要求', { max: 1000 }).optional(),
  },
})

/**
 * The police say whether a copy may be given. They look at every one, so that having been asked tells nothing; and of a
 * copy that may not be given the record says only that it is in the child's interest.
 */
export const reviewRights = act('rights.review', {
  title: '复核能否提供',
  kind: rightsRequest,
  on: 'existing',
  by: ['police'],
  while: { field: 'status', is: ['received'] },
  input: { mayGive: flag('可以提供') },
})

/**
 * Answers it: with what was done, with consent to a correction or a deletion, which stays open until that is done, or with
 * a lawful reason why not. Consent may be taken back into a refusal while nothing is done yet, as where a hold came.
 */
export const answerRights = act('rights.answer', {
  title: '答复申请人',
  kind: rightsRequest,
  on: 'existing',
  by: ['office'],
  while: { field: 'status', is: ['received', 'reviewed', 'granted'] },
  input: {
    result: code('办理结果', { list: 'rightsResults' }),
    ground: ground.hinted('不予办理的才填'),
    answer: note('答复', { max: 1000 }).optional().hinted('不填则按理由写好；不写案情'),
  },
})

/**
 * The correction that was agreed to is done: names the amendment of the child's file by which. The amendment itself is an
 * ordinary act of the register, so that the file's history does not tell that somebody asked.
 */
export const correctRights = act('rights.correct', {
  title: '登记已更正',
  kind: rightsRequest,
  on: 'existing',
  by: ['office'],
  while: { field: 'status', is: ['granted'] },
  input: { amendment: matter('哪一次更正') },
})

/** Removes the child's file for good, where the deletion was agreed to and the law no longer demands that it be kept. */
export const eraseByRights = act('rights.erase', {
  title: '删除档案',
  kind: rightsRequest,
  on: 'existing',
  by: ['office'],
  while: { field: 'status', is: ['granted'] },
  input: {},
})

/** The words of a refusal, ground by ground: lawful, and the same for everybody to whom the ground applies. */
export const refusalWords: Readonly<Record<string, string>> = {
  'best-interest':
    '经审查，按照最有利于未成年人的原则，目前不提供副本（未成年人保护法第四条、个人信息保护法第三十一条）。这样的情形包括监护争议、孩子本人不同意、涉及他人信息等，不逐一说明。您可以在收到答复后向上级机关反映，或者依法起诉。',
  'not-shown':
    '现有材料不能确认您的身份或者监护关系，请补齐材料后再来申请（个人信息保护法第四十四条、第五十条）。',
  'kept-by-law':
    '法律、行政法规规定的保存期限还没有届满，目前不能删除；除保存和采取必要的保护措施外，已停止使用（个人信息保护法第四十七条）。',
  'not-held': '我们没有保存这项信息。',
  others: '所要的内容涉及他人的个人信息，不能提供；不涉及他人的部分可以另行申请。',
}
