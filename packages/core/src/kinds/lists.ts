import { postRoles, roles } from '../privacy/index.ts'
import { caseLists } from './case-lists.ts'
import type { AnyField } from './field.ts'
import { preventionLists } from './prevention-lists.ts'
import { protectionLists } from './protection-lists.ts'
import { supportLists } from './support-lists.ts'

/** One entry of a code list. `isRetired` entries stay readable but cannot be chosen any more. */
export type CodeEntry = { readonly id: string; readonly name: string; readonly isRetired?: boolean }
/** All lists that codes are taken from: these, and those of the township's playbook. */
export type CodeLists = ReadonlyMap<string, readonly CodeEntry[]>

const entries = (of: Record<string, string>): CodeEntry[] =>
  Object.entries(of).map(([id, name]) => ({ id, name }))

/** Lists that are the law's or plain life's, and so the same for every township. */
export const builtInLists: CodeLists = new Map([
  ['sexes', entries({ male: '男', female: '女' })],
  [
    'guardianRelations',
    entries({
      father: '父亲',
      mother: '母亲',
      grandparent: '祖父母',
      'maternal-grandparent': '外祖父母',
      relative: '其他亲属',
      'village-committee': '村（居）委会',
      civil: '民政部门',
      other: '其他',
    }),
  ],
  [
    'leaveReasons',
    entries({
      adult: '已满18周岁',
      moved: '迁出本镇',
      died: '去世',
      merged: '重复档案合并',
      mistaken: '登记有误',
    }),
  ],
  ['listingBases', entries({ statutory: '法定类别', concern: '具体关切' })],
  ['handedInOutcomes', entries({ taken: '办公室已代办', returned: '已退回' })],
  [
    'signatureKinds',
    entries({ signed: '签字', thumbprint: '按手印', refused: '拒绝签字', absent: '无人签字' }),
  ],
  ['supervisionForms', entries({ dispatch: '半月调度', critique: '月度讲评', 'quarter-result': '季度问效' })],
  [
    'requestStates',
    entries({
      asked: '待答复',
      answered: '已答复',
      returned: '退回重办',
      accepted: '已办结',
      withdrawn: '已撤回',
    }),
  ],
  ['bulletinStates', entries({ draft: '草稿', issued: '已签发', superseded: '已被替代' })],
  ['analysisStates', entries({ draft: '草稿', issued: '已签发' })],
  ['weekParts', entries({ workday: '周一至周四', friday: '周五', weekend: '周末' })],
  ['assignmentParts', entries({ lead: '主办', second: '协办', care: '救助帮扶', inquiry: '调查核实' })],
  ['assignmentExtents', entries({ whole: '整个事项', rescue: '只做救助' })],
  [
    'sealedParts',
    entries({
      victim: '被害人',
      witness: '未成年证人',
      offender: '失足青少年',
      pupil: '专门学校学生',
      suspect: '嫌疑人',
      reporter: '举报人',
      family: '家属',
      account: '举报内容',
      missing: '走失儿童',
      subject: '当事儿童',
      asker: '申请人',
    }),
  ],
  [
    'openingPurposes',
    entries({
      check: '核查线索',
      investigate: '办案',
      protect: '保护和救助',
      answer: '答复举报人、申请人',
      review: '倒查复核',
      emergency: '紧急救助',
    }),
  ],
  [
    'ageBands',
    entries({
      'under-6': '不满6周岁',
      '6-11': '6至11周岁',
      '12-13': '12至13周岁',
      '14-15': '14至15周岁',
      '16-17': '16至17周岁',
    }),
  ],
  [
    'suspectRelations',
    entries({
      parent: '父母或共同生活的家人',
      relative: '亲属',
      acquaintance: '熟人邻居',
      teacher: '教职工',
      carer: '密接人员',
      peer: '同学同伴',
      online: '网友',
      stranger: '陌生人',
      unknown: '不清楚',
    }),
  ],
  [
    'leadSources',
    entries({
      public: '群众举报',
      sign: '场所二维码',
      hotline: '热线转来',
      mandatory: '强制报告',
      department: '部门发现',
      village: '村级发现',
      survey: '线索排查表',
      venue: '场所报告',
      school: '学校发现',
    }),
  ],
  [
    'leadConcerns',
    entries({
      sexual: '性侵害、性骚扰',
      violence: '殴打、虐待',
      neglect: '遗弃、无人照料',
      abduction: '拐骗、走失',
      online: '网络侵害',
      bullying: '欺凌',
      venue: '在不适宜场所',
      labour: '童工',
      other: '其他',
    }),
  ],
  [
    'leadSettings',
    entries({
      home: '家里',
      school: '学校',
      venue: '经营场所',
      online: '网上',
      road: '路上、野外',
      workplace: '工地、厂矿',
      other: '其他',
    }),
  ],
  [
    'leadStates',
    entries({
      received: '待处理',
      accepted: '已受理',
      refused: '不予受理',
      merged: '已并案',
      closed: '已办结',
    }),
  ],
  [
    'tellingParts',
    entries({
      head: '双组长',
      officer: '接报民警',
      outside: '镇外受理',
      office: '平安办',
      village: '所在村',
    }),
  ],
  // What happens by itself when a clock of a lead runs out, each once.
  [
    'leadAlarms',
    entries({
      silent: '告知后十分钟未签收',
      unreceived: '一小时未签收',
      soon: '处理时限将到',
      overdue: '超过处理时限',
      twice: '超过处理时限一倍',
    }),
  ],
  [
    'leadOutcomes',
    entries({
      case: '立案侦查',
      penalty: '行政处罚',
      guardianship: '监护干预',
      assistance: '帮扶救助',
      mediation: '教育调处',
      unfounded: '查无此事',
      moved: '移送上级或外地',
    }),
  ],
  ['missingStates', entries({ searching: '正在查找', found: '已找到', closed: '已办结' })],
  [
    'missingWays',
    entries({
      police: '报告派出所',
      guardian: '联系家长和亲友',
      school: '问学校和同学',
      village: '村里查找、广播',
      places: '查网吧、车站、河塘等处',
      cameras: '查看监控',
      online: '查看聊天、网上联系',
      spread: '发布寻人信息',
      other: '其他',
    }),
  ],
  [
    'missingFinds',
    entries({
      home: '自己回家',
      search: '查找时找到',
      public: '群众提供',
      cameras: '监控找到',
      elsewhere: '外地找到',
      dead: '遇难',
    }),
  ],
  [
    'missingCauses',
    entries({
      quarrel: '与家人争吵出走',
      school: '厌学、逃学',
      play: '贪玩晚归',
      online: '网上约见',
      lured: '被人诱骗、拐带',
      unattended: '无人看护走散',
      disability: '智力或精神障碍走失',
      abuse: '逃避伤害',
      other: '其他',
    }),
  ],
  // 关于建立侵害未成年人案件强制报告制度的意见（试行）第四条，九种情形。
  [
    'reportSituations',
    entries({
      'injured-genitals': '生殖器官或隐私部位遭受或疑似遭受非正常损伤',
      'under-14-pregnant': '不满十四周岁的女性遭受或疑似遭受性侵害、怀孕、流产',
      'over-14-sexual': '十四周岁以上女性遭受或疑似遭受性侵害所致怀孕、流产',
      'many-injuries':
        '身体存在多处损伤、严重营养不良、意识不清，存在或疑似受到家庭暴力、欺凌、虐待、殴打或被人麻醉',
      'unnatural-death': '因自杀、自残、工伤、中毒、被人麻醉、殴打等非正常原因导致伤残、死亡',
      abandoned: '被遗弃或长期处于无人照料状态',
      trafficked: '来源不明、失踪或被拐卖、收买',
      'organised-begging': '被组织乞讨',
      other: '其他严重侵害身心健康或正在面临不法侵害危险',
    }),
  ],
  ...Object.entries(caseLists),
  ...Object.entries(preventionLists),
  ...Object.entries(protectionLists),
  ...Object.entries(supportLists),
  ['venueStates', entries({ open: '正常营业', closed: '停业整顿' })],
  ['licenceStates', entries({ licensed: '证照齐全', unlicensed: '无证经营', exempt: '不需许可' })],
  ['signStates', entries({ up: '已张贴', missing: '未张贴', 'not-required': '不需要' })],
  ['venueEnds', entries({ unlicensed: '取缔', ceased: '歇业注销', moved: '迁出本镇', mistaken: '登记有误' })],
  ['recheckResults', entries({ closed: '确已停业', reopened: '依法恢复营业', fake: '假停业' })],
  ['patrolTasks', entries({ venues: '重点场所巡查', night: '夜间巡逻', 'school-gate': '护学岗' })],
  ['postRoles', postRoles.map((role) => ({ id: role, name: roles[role].title }))],
])

/** Faults of codes that no list has: a path into the input, and what was given. */
export function unknownCodes(
  fields: Readonly<Record<string, AnyField>>,
  input: Readonly<Record<string, unknown>>,
  lists: CodeLists,
): { path: string; message: string }[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (!field.list) return []
    const value = input[name]
    const given = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]
    const known = lists.get(field.list)
    return given
      .filter((id) => !known?.some((entry) => entry.id === id && !entry.isRetired))
      .map((id) => ({ path: name, message: `${field.label}中没有“${String(id)}”这一项` }))
  })
}

/** The name of a code, or the code itself where its list no longer has it. */
export const nameOfCode = (lists: CodeLists, list: string, id: string): string =>
  lists.get(list)?.find((entry) => entry.id === id)?.name ?? id
