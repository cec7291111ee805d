import type { Playbook } from '../../playbook/index.ts'

/** What of a plan is needed to read a ledger of children. */
export type LedgerPlan = Pick<
  Playbook,
  'township' | 'villages' | 'schools' | 'childCategories' | 'householdFacts' | 'sealedWords'
>

/** A column that a ledger of children may have: our field, the official heading, and what offices call it. */
export type ChildLedgerColumn = {
  readonly field: string
  readonly title: string
  readonly aliases: readonly string[]
  readonly required?: boolean
}

const subjects = [
  '儿童',
  '学生',
  '未成年人',
  '孩子',
  '留守儿童',
  '困境儿童',
  '幼儿',
  '子女',
  '青少年',
  '本人',
]
const ofChild = (...headings: readonly string[]) =>
  subjects.flatMap((subject) => headings.map((heading) => subject + heading))
const guardians = [
  '监护人',
  '家长',
  '监护人员',
  '现监护人',
  '实际监护人',
  '委托监护人',
  '照护人',
  '受委托照护人',
]
const ofGuardian = (...headings: readonly string[]) =>
  guardians.flatMap((subject) => headings.map((heading) => subject + heading))

/**
 * The columns of the official ledger, in its order. Aliases carry their group (儿童 | 姓名 is 儿童姓名), so that two-row
 * headings are told apart: 姓名 under 监护人 is not the child's.
 */
export const childLedgerColumns = [
  {
    field: 'name',
    title: '姓名',
    aliases: [...ofChild('姓名', '名字'), '儿童', '学生', '名字', '未成年人'],
    required: true,
  },
  { field: 'sex', title: '性别', aliases: ofChild('性别') },
  {
    field: 'residentId',
    title: '身份证号',
    aliases: [
      '身份证',
      '身份证号码',
      '公民身份号码',
      '公民身份证号码',
      '居民身份证号',
      '居民身份证号码',
      '证件号',
      '证件号码',
      '身份证件号',
      '身份证件号码',
      '有效证件号码',
      '身份号码',
      ...ofChild('身份证', '身份证号', '身份证号码', '公民身份号码', '证件号', '证件号码', '身份证件号'),
    ],
    required: true,
  },
  {
    field: 'bornOn',
    title: '出生日期',
    aliases: [
      '出生年月',
      '出生年月日',
      '出生时间',
      '生日',
      '出生',
      ...ofChild('出生日期', '出生年月', '生日'),
    ],
  },
  {
    field: 'village',
    title: '村',
    aliases: [
      '所在村',
      '村名',
      '村别',
      '村居',
      '村社区',
      '社区村',
      '村委会',
      '村民委员会',
      '行政村',
      '所属村',
      '村名称',
      '所在村社区',
      '所在村居',
      '户籍村',
      '村委',
      '所属村社区',
    ],
  },
  {
    field: 'hamlet',
    title: '组别',
    aliases: ['组', '村民小组', '小组', '组名', '所在组', '所在小组', '屋场', '村民组'],
  },
  {
    field: 'school',
    title: '就读学校',
    aliases: ['学校', '学校名称', '所在学校', '就读学校名称', '现就读学校', '就学学校', '学籍学校'],
  },
  {
    field: 'grade',
    title: '年级',
    aliases: ['就读年级', '所在年级', '年级班级', '年级班', '班级', '就读年级班级', '就读班级'],
  },
  {
    field: 'guardianName',
    title: '监护人姓名',
    aliases: [...ofGuardian('姓名', '名字').filter((each) => each !== '监护人姓名'), ...guardians],
  },
  {
    field: 'guardianRelation',
    title: '与监护人关系',
    aliases: [
      '关系',
      '监护关系',
      '与儿童关系',
      '与本人关系',
      '与学生关系',
      '与未成年人关系',
      '亲属关系',
      ...ofGuardian('关系', '与儿童关系', '与其关系'),
    ],
  },
  {
    field: 'guardianPhone',
    title: '监护人电话',
    aliases: [
      '电话',
      '联系电话',
      '联系方式',
      '手机',
      '手机号',
      '手机号码',
      '电话号码',
      ...ofGuardian('电话', '联系电话', '联系方式', '手机', '手机号', '手机号码', '电话号码').filter(
        (each) => each !== '监护人电话',
      ),
    ],
  },
  { field: 'headName', title: '户主姓名', aliases: ['户主', '户主名'] },
  {
    field: 'address',
    title: '家庭住址',
    aliases: ['住址', '地址', '家庭地址', '现住址', '居住地址', '家庭详细地址', '详细地址', '现居住地'],
  },
  {
    field: 'categories',
    title: '重点类别',
    aliases: [
      '类别',
      '类型',
      '人员类别',
      '儿童类别',
      '儿童类型',
      '学生类别',
      '未成年人类别',
      '关爱类别',
      '关注类别',
      '重点关注类别',
      '所属类别',
      '类别情况',
      '特殊类别',
      '特殊情况',
      '重点关注类型',
    ],
  },
  {
    field: 'householdFacts',
    title: '家庭情况',
    aliases: ['家庭类型', '家庭状况', '家庭结构', '家庭基本情况', '家庭类别'],
  },
  {
    field: 'studiesElsewhere',
    title: '异地就读',
    aliases: ['是否异地就读', '是否外地就读', '外地就读'],
  },
] as const satisfies readonly ChildLedgerColumn[]

/** Our fields of a ledger, those of the plan's own categories (`flag:…`) apart. */
export type ChildLedgerField = (typeof childLedgerColumns)[number]['field']

/** The field of a column that says yes or no to one category or fact: 是否留守. */
export const flagField = (id: string): string => `flag:${id}`

/** All columns under one plan: the official ones, and one for each category and household fact that a sheet may tick. */
export function ledgerColumnsOf(plan: LedgerPlan): ChildLedgerColumn[] {
  const ticks = [...plan.childCategories, ...plan.householdFacts].map(({ id, name, aliases }) => ({
    field: flagField(id),
    title: `是否${name}`,
    aliases: [name, ...aliases, ...aliases.map((alias) => `是否${alias}`)],
  }))
  return [...childLedgerColumns, ...ticks]
}
