import { z } from 'zod'
import {
  code,
  codes,
  day,
  evidence,
  form,
  kind,
  note,
  personName,
  type RecordOf,
  ref,
  text,
} from '../../kinds/index.ts'

/** One child of a visit: was the child seen, and spoken to without adults. */
export const visitedChild = z.strictObject({
  child: z.uuid({ error: '请选择儿童' }),
  seen: z.boolean({ error: '请填写是否见到本人' }),
  alone: z.boolean({ error: '请填写是否单独交谈' }),
})
export type VisitedChild = z.infer<typeof visitedChild>

/** The visit form's rows by id, each with the chosen answer; rows and choices are the playbook's. */
export const visitAnswers = z.record(
  z.string().regex(/^[a-z0-9-]{1,40}$/, '走访表栏目不对'),
  z.string().regex(/^[a-z0-9-]{1,40}$/, '请选择'),
)

/** Photos of a hazard, by its id: one to three for each; every one of them is among the visit's photos, too. */
export const hazardPhotos = z.record(
  z.string().regex(/^[a-z0-9-]{1,60}$/, '请选择安全隐患'),
  z
    .array(z.string().regex(/^[0-9a-f]{64}$/, '隐患照片的编号不对'))
    .min(1, '请附隐患照片')
    .max(3, '一处隐患最多3张照片'),
)
export type HazardPhotos = z.infer<typeof hazardPhotos>

/**
 * A visit to a household, for one or several of its children. What the guardian signs and what the visitor
 * observed for themselves are apart: `observation` is never on the screen or print that the guardian signs.
 */
export const visit = kind('visit', {
  title: '走访',
  room: 'visits',
  basis: '附·村级1；未成年人保护法 第四十三条',
  purpose: '每月上户走访，了解生活、监护、上学情况和安全隐患',
  owner: 'village',
  readers: ['office', 'leader', 'remit:welfare', 'own-village'],
  writers: ['office', 'own-village'],
  cleared: ['office', 'remit:welfare', 'own-village'],
  subject: 'household',
  keep: { years: 3, after: 'visitedOn', basis: '个人信息保护法 第十九条' },
  endsOn: 'withdrawnOn',
  fields: {
    visitedOn: day('走访日期'),
    household: ref('家庭', 'household').optional(),
    /** Who visited; may differ from who typed it, whom the log names. */
    visitor: text('走访人', { max: 30 }),
    outcome: code('走访结果', { list: 'visitOutcomes' }),
    outcomeNote: text('情况说明', { max: 100, guard: 'private' }).optional(),
    place: text('走访地点', { max: 60, guard: 'private' }).optional(),
    atHome: text('在家人员', { max: 60, guard: 'private' }).optional(),
    children: form(
      '走访对象',
      z.array(visitedChild).min(1, '请选择走访的儿童').max(12, '一次走访最多12名儿童'),
    ),
    answers: form('走访表', visitAnswers, { guard: 'private' }),
    hazards: codes('安全隐患', { list: 'hazards' }),
    told: codes('宣讲内容', { list: 'toldTopics' }),
    agreed: note('商定事项', { max: 300 }).optional(),
    followUp: note('后续跟进', { max: 300 }).optional(),
    followUpOn: day('跟进日期').optional(),
    observation: note('私下观察（不对监护人显示）').optional(),
    signature: code('监护人确认', { list: 'signatureKinds' }),
    signer: personName('签字人').optional(),
    signatureNote: text('未签字原因', { max: 60 }).optional(),
    signatureFile: evidence('签名', { max: 1 }),
    photos: evidence('照片', { max: 9 }),
    /** The untouched pictures from which the photos with watermark were made. */
    originals: evidence('照片原件', { max: 9 }).optional(),
    /** Which of the photos shows which hazard. */
    hazardPhotos: form('隐患照片', hazardPhotos).optional(),
    paperForm: evidence('纸质表扫描件', { max: 6 }),
    withdrawnOn: day('作废日期').optional(),
  },
})
export type Visit = RecordOf<typeof visit>
