import {
  address,
  code,
  codes,
  day,
  flag,
  kind,
  personName,
  phone,
  type RecordOf,
  ref,
  residentId,
  text,
} from '../../kinds/index.ts'

/** A minor of the township. Leaves the register by itself on the day of reaching 18. */
export const child = kind('child', {
  title: '未成年人',
  room: 'children',
  basis: '四(一)1；未成年人保护法 第四十三条',
  purpose: '掌握辖区未成年人底数，落实一人一档一策',
  owner: 'village+school',
  readers: [
    'office',
    'leader',
    'remit:welfare',
    'remit:education',
    'remit:women',
    'own-village',
    'own-school',
  ],
  writers: ['office', 'remit:welfare', 'remit:education', 'own-village'],
  // A school has enrolled its pupils: it knows them by name.
  cleared: ['office', 'remit:welfare', 'own-village', 'own-school'],
  subject: 'self',
  keep: { years: 3, after: 'leftOn', basis: '个人信息保护法 第十九条' },
  endsOn: 'leftOn',
  fields: {
    name: personName('姓名', { search: 'pinyin' }),
    sex: code('性别', { list: 'sexes' }),
    residentId: residentId('身份证号').optional(),
    bornOn: day('出生日期'),
    hamlet: text('组别', { max: 30 }).optional(),
    household: ref('家庭', 'household').optional(),
    guardianName: personName('监护人姓名').optional(),
    guardianRelation: code('与监护人关系', { list: 'guardianRelations' }).optional(),
    guardianPhone: phone('监护人电话').optional(),
    grade: text('年级', { max: 20 }).optional(),
    address: address('家庭住址').optional(),
    studiesElsewhere: flag('异地就读').optional(),
    /** The categories of the listings in force today, kept by the listing acts so that a list needs no join. */
    categories: codes('重点类别', { list: 'childCategories' }),
    leftOn: day('移出日期').optional(),
    leftBecause: code('移出原因', { list: 'leaveReasons' }).optional(),
    mergedInto: ref('并入档案', 'child').optional(),
  },
})
export type Child = RecordOf<typeof child>
