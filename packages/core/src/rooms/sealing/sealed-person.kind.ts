import { code, evidence, kind, matter, note, type RecordOf, text } from '../../kinds/index.ts'

/**
 * The cover of a sealed file: that somebody is part of a matter, by a code (某甲-7K2Q). It says nothing from which a person
 * can be known; codes are drawn, not counted, so that they have no gaps.
 */
export const sealedPerson = kind('sealedPerson', {
  title: '密封身份',
  room: 'sealing',
  basis: '未成年人保护法 第一百零三条、第一百一十条；预防未成年人犯罪法 第五十九条',
  purpose: '被害人、未成年证人、失足青少年、举报人及家属只以代号出现',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'assigned', 'rescued'],
  writers: ['public', 'police', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'assigned', 'rescued'],
  matter: 'matter',
  keep: { years: 7, after: 'matter', basis: '未成年人保护法；刑法 第八十七条（被害人满21周岁前不删除）' },
  fields: {
    matter: matter(),
    code: text('代号', { max: 20 }),
    part: code('身份', { list: 'sealedParts' }),
  },
})
export type SealedPerson = RecordOf<typeof sealedPerson>

/** What a sealed file may hold; all optional, since a report may be a single sentence. */
const sealedContent = {
  name: text('姓名', { max: 30, guard: 'private' }).optional(),
  residentId: text('身份证号', { max: 20, guard: 'private' }).optional(),
  bornOn: text('出生日期', { max: 20, guard: 'private' }).optional(),
  phone: text('电话', { max: 30, guard: 'private' }).optional(),
  address: text('住址', { max: 120, guard: 'private' }).optional(),
  school: text('学校班级', { max: 60, guard: 'private' }).optional(),
  guardian: text('监护人及电话', { max: 80, guard: 'private' }).optional(),
  /** The child's file in the register, where there is one: kept here only, so that the register shows nothing. */
  child: text('儿童档案编号', { max: 40, guard: 'private' }).optional(),
  story: note('内容', { max: 4000 }).optional(),
  /** That statements and evidence exist, and where; they themselves stay with the police. */
  evidenceAt: text('证据材料存放处', { max: 100, guard: 'private' }).optional(),
  photos: evidence('照片', { max: 9 }).optional(),
  /** For the analysis, which counts them over many matters and never below five. */
  ageBand: code('年龄段', { list: 'ageBands' }).optional(),
  sex: code('性别', { list: 'sexes' }).optional(),
  relation: code('与嫌疑人关系', { list: 'suspectRelations' }).optional(),
}

/**
 * A sealed file: name, number, address, story, photos of one sealed person, under a data key of its own, with the id of
 * its cover. The database shows it only to an account for which it is open at that moment (`sealOpening`).
 */
export const sealedFile = kind('sealedFile', {
  title: '密封档案',
  room: 'sealing',
  basis: '未成年人保护法 第一百零三条、第一百一十条；个人信息保护法 第二十八条至第三十一条',
  purpose: '密封保存身份和陈述，凭指定或破封才能查看，每次留痕',
  owner: 'township',
  readers: ['opened'],
  writers: ['public', 'police', 'assigned', 'opened'],
  cleared: ['opened'],
  subject: 'self',
  matter: 'matter',
  isSealed: true,
  keep: { years: 7, after: 'matter', basis: '未成年人保护法；刑法 第八十七条（被害人满21周岁前不删除）' },
  fields: {
    matter: matter(),
    ...sealedContent,
    /**
     * The act of the register by which it was done, where a family asked for a correction. Kept here only: in the request it
     * would lead to the child.
     */
    doneBy: text('据此办结的更正', { max: 40, guard: 'private' }).optional(),
  },
})
export type SealedFile = RecordOf<typeof sealedFile>

/** The fields that people fill in or correct. */
export const sealedFields = sealedContent
