import { either, type MeasureDeclaration, maybe, one, share, some, times, word } from './measure.ts'

const categories = some('childCategories')
const venueTypes = some('venueTypes')

/**
 * Every measure that a playbook may name, `<room>.<thing>`. The catalogue only declares: which of them the server can
 * count already is known there by registration, and the rest shows as not measured yet.
 * A measure counts for the unit (or village) whose duty it proves, and over the window of that duty.
 */
export const catalogue = {
  // 未成年人 · 走访 · 监护
  'children.file-and-plan': share('一人一档一策', {
    of: 'child',
    in: '人',
    verb: '落实一人一档一策',
    params: { categories },
  }),
  'children.responsibility-team': share('责任小组成员齐全', {
    of: 'child',
    in: '人',
    verb: '配齐责任小组',
    params: { scheme: one('helperSchemes'), categories },
  }),
  'children.one-to-one-helper': share('困境儿童有帮扶责任人', {
    of: 'child',
    in: '人',
    verb: '落实帮扶责任人',
    params: { categories },
  }),
  'children.school-matched': share('学龄儿童落实就读学校', {
    of: 'child',
    in: '人',
    verb: '落实就读学校',
    params: { categories },
  }),
  'children.verified': share('在册信息本期核实', {
    of: 'child',
    in: '人',
    verb: '核实',
    params: { categories },
  }),
  'visits.listed-children': times('重点儿童上户走访', {
    of: 'child',
    in: '人次',
    verb: '走访',
    params: { categories },
  }),
  'visits.households': share('有未成年人的家庭入户走访', { of: 'household', in: '户', verb: '入户走访' }),
  'visits.supervised-persons': times('重点人员上户走访', {
    of: 'person',
    in: '人次',
    verb: '走访',
    params: { by: either('village', 'auxiliary') },
  }),
  'visits.community-correction': times('未成年社区矫正对象走访', { of: 'child', in: '人次' }),
  'visits.dropouts': times('辍学学生走访', { of: 'child', in: '人次' }),
  'visits.school-returnees': times('专门学校返回学生走访', { of: 'child', in: '人次' }),
  'guardianship.assessments': share('家庭监护风险评估', { of: 'household', in: '户' }),
  'guardianship.arrangements': share('监护缺失儿童落实监护', { of: 'child', in: '人' }),
  'guardianship.orders-followed-up': share('家庭教育令、监护令跟踪', { of: 'matter', in: '份' }),
  'guardianship.reminders': times('督促家长履行监护职责', { of: 'household', in: '户次' }),

  // 学校
  'schools.legal-vice-principal-assessed': share('法治副校长考核', { of: 'school', in: '所' }),
  'schools.safety-checklist': share('人防物防技防及值守登记清单齐全', { of: 'school', in: '所' }),
  'schools.incidents': times('涉校案事件', { of: 'school', in: '起' }),
  'schools.phone-checks': times('手机进校园检查', { of: 'school', in: '校次' }),
  'schools.return-plans': share('辍学学生劝返方案', { of: 'child', in: '人' }),
  'schools.dropout-reports': times('辍学情况上报', { of: 'unit', in: '次' }),
  'schools.ethics-pledges': share('教师师德承诺', { of: 'staff', in: '人' }),
  'schools.misconduct-notices': times('师德失范案例通报', { of: 'school', in: '校次' }),
  'schools.systems-in-force': share('规定的制度全部建立', {
    of: 'school',
    in: '所',
    params: { systems: some('schoolSystems') },
  }),
  'schools.hazard-checks': times('校园隐患排查', { of: 'school', in: '校次' }),
  'schools.hazards-closed': share('校园隐患按期销号', { of: 'matter', in: '处' }),
  'schools.smart-campus': share('智慧校园管理', { of: 'school', in: '所' }),
  'schools.returnees-reported': share('专门学校返回学生报告', { of: 'child', in: '人' }),
  'schools.counselling-rooms': share('心理咨询室和心理教师', { of: 'school', in: '所' }),
  'schools.counselling-sessions': times('心理辅导', { of: 'school', in: '次' }),
  'schools.emotional-counts': times('情感困扰人数月报', { of: 'school', in: '校次' }),
  'schools.safety-guidance': share('指导学校三防', { of: 'school', in: '所' }),

  // 场所 · 重点人员
  'venues.inspected': share('场所检查', { of: 'venue', in: '家', params: { types: venueTypes } }),
  'venues.five-musts': share('“五必须”检查', { of: 'venue', in: '家', params: { types: venueTypes } }),
  'venues.signs': share('警示标识和举报电话', {
    of: 'venue',
    in: '家',
    params: { sign: either('no-minors', 'no-alcohol-tobacco'), types: venueTypes },
  }),
  'venues.cameras': share('出入口监控', { of: 'venue', in: '家', params: { types: venueTypes } }),
  'venues.rechecked-closures': share('停业场所“回头看”', { of: 'venue', in: '家' }),
  'venues.unlicensed-closed': share('无证经营场所取缔', { of: 'venue', in: '家' }),
  'venues.penalties-published': share('涉案场所处罚通报', { of: 'matter', in: '件' }),
  'venues.reports-acknowledged': share('场所可疑情况报告签收', {
    of: 'matter',
    in: '件',
    isDueAtLimit: true,
  }),
  'supervised.head-counts': share('重点群体人数确认', { of: 'group', in: '类' }),

  // 组织 · 帮扶 · 救助
  'organisation.mechanisms': times('现行有效的制度、方案', {
    of: 'unit',
    in: '项',
    params: { types: some('mechanismTypes') },
  }),
  'organisation.joint-meetings': times('联席会议', { of: 'township', in: '次' }),
  'organisation.budget-line': times('经费列入预算', { of: 'township', in: '项' }),
  'organisation.spending-statements': times('经费使用说明', { of: 'township', in: '份' }),
  'organisation.village-legal-advisers': share('村法律顾问', { of: 'village', in: '个村' }),
  'organisation.study-plan': share('两法列入学习计划', { of: 'matter', in: '部' }),
  'support.rescue-plans': share('被害人救助方案', { of: 'case', in: '人' }),
  'support.benefit-decisions': share('困境儿童保障认定', { of: 'child', in: '人' }),
  'support.young-offender-files': share('失足青少年建档并有责任人', { of: 'child', in: '人' }),
  'support.legal-aid-offered': share('法律援助应援尽援', { of: 'matter', in: '人' }),
  'support.disputes-closed': share('矛盾纠纷按期办结', { of: 'matter', in: '件' }),
  'support.care-team': times('关爱队伍', { of: 'unit', in: '支' }),
  'support.helper-visits': times('帮扶人走访', { of: 'unit', in: '次' }),
  'support.active-volunteers': times('本期参加活动的“五老”志愿者', { of: 'unit', in: '人' }),
  'support.service-sessions': times('关爱服务', { of: 'unit', in: '场' }),
  'support.post-exposure-care': share('暴露后评估救治', { of: 'case', in: '人', isDueAtLimit: true }),
  'support.abandoned-children-treated': share('弃儿救治', { of: 'case', in: '人' }),

  // 从业查询
  'screening.requests-answered': share('从业查询答复', { of: 'matter', in: '件' }),
  'screening.new-staff': share('新录用人员先查询后上岗', {
    of: 'staff',
    in: '人',
    params: { sectors: some('screeningSectors') },
  }),
  'screening.serving-staff': share('在职人员年内查询', {
    of: 'staff',
    in: '人',
    params: { sectors: some('screeningSectors') },
  }),
  'screening.close-contact-staff': share('密接人员筛查评估', {
    of: 'staff',
    in: '人',
    params: { trades: some('closeContactTrades') },
  }),

  // 巡防与检查
  'operations.joint': times('联合执法', { of: 'unit', in: '次', params: { part: either('lead', 'join') } }),
  'operations.inspections': times('专项检查', {
    of: 'unit',
    in: '次',
    params: { focus: one('inspectionFocuses') },
  }),
  'operations.campus-inspections': times('校园周边检查', { of: 'school', in: '校次' }),
  'operations.findings-closed': share('检查发现问题按期整改', {
    of: 'matter',
    in: '项',
    params: { focus: one('inspectionFocuses') },
  }),
  'operations.venue-patrols': times('重点场所巡查', { of: 'unit', in: '次' }),
  'operations.school-gate-shifts': share('护学岗值勤', { of: 'school', in: '班' }),
  'operations.quick-response': times('“135”时限内处警', { of: 'unit', in: '起' }),
  'operations.employer-reviews': times('用人单位书面审查', { of: 'unit', in: '次' }),
  'operations.agency-reviews': share('职业介绍机构审查', { of: 'matter', in: '家' }),

  // 线索 · 案件
  'leads.decided': share('线索限时处理', { of: 'lead', in: '条', isDueAtLimit: true }),
  'leads.transferred': share('线索限时移送公安', { of: 'lead', in: '条', isOwn: true }),
  'leads.leaders-told': share('线索报告双组长并签收', { of: 'lead', in: '条', isDueAtLimit: true }),
  'leads.mandatory-reports': share('强制报告按时', { of: 'lead', in: '件', isOwn: true }),
  'leads.survey-forms': times('线索排查表', { of: 'unit', in: '份' }),
  'leads.survey-form-and-leader': share('排查表报送并告知主管领导', { of: 'lead', in: '条' }),
  'leads.reported-to-police': share('线索报派出所', { of: 'lead', in: '条', isOwn: true }),
  'leads.missing-first-asked': share('走失首问负责', { of: 'lead', in: '件' }),
  'leads.matters-moved': share('应当报告的情形转强制报告', { of: 'matter', in: '件', isOwn: true }),
  'cases.steps-recorded': share('办案环节记录齐全', {
    of: 'case',
    in: '件',
    params: { steps: some('caseSteps') },
  }),
  'cases.reviews': share('四项倒查报告', { of: 'case', in: '件' }),
  'cases.problems-owned': share('问题清单有责任人和期限', { of: 'matter', in: '项' }),
  'cases.accountability': share('案件问责', {
    of: 'case',
    in: '件',
    params: { scope: either('reviewed', 'special-suspects', 'late-reports') },
    isOwn: true,
  }),
  'cases.recommendations-answered': share('建议书、提示函按期回复', {
    of: 'matter',
    in: '份',
    isOwn: true,
  }),
  'cases.one-stop-interviews': share('“一站式”取证', { of: 'case', in: '人' }),
  'cases.repeat-interviews-explained': share('重复询问注明理由', { of: 'case', in: '次' }),

  // 宣传 · 培训
  'outreach.covered': share('宣传覆盖', {
    of: 'matter',
    in: '类',
    params: { over: either('settings', 'media', 'outreachTopics') },
  }),
  'outreach.activities': times('宣传活动', {
    of: 'unit',
    in: '场',
    params: {
      form: maybe('meeting', 'household-meeting', 'class', 'visit'),
      topics: some('outreachTopics'),
      audiences: some('audiences'),
    },
  }),
  'outreach.broadcasts': times('村村响播放', { of: 'village', in: '次' }),
  'outreach.households-taught': share('监护人现场受教', { of: 'household', in: '户' }),
  'outreach.link-shares': times('宣传链接转发', { of: 'village', in: '次' }),
  'outreach.village-sessions': times('村辅警进村宣传', { of: 'village', in: '村次' }),
  'outreach.school-sessions': times('进校授课', {
    of: 'school',
    in: '校次',
    params: { session: one('schoolSessions') },
  }),
  'outreach.trainings': times('培训', { of: 'unit', in: '期', params: { audience: one('audiences') } }),
  'outreach.new-staff-trained': share('新入职人员培训', { of: 'staff', in: '人' }),
  'outreach.study-sessions': share('专题集中学习按计划举行', { of: 'matter', in: '次' }),
  'outreach.warning-sessions': share('涉案单位警示教育', { of: 'unit', in: '个单位' }),
  'outreach.posters': share('宣传海报、动画在位', { of: 'venue', in: '处' }),

  // 督导 · 研判 · 报备
  'supervision.inspections': times('督查', { of: 'unit', in: '次' }),
  'supervision.units-inspected': share('督查覆盖单位', { of: 'unit', in: '个单位' }),
  'supervision.findings-decided': share('履职问题限期处理', { of: 'matter', in: '件' }),
  'supervision.dispatch': times('半月调度', { of: 'township', in: '次', verb: '调度' }),
  'supervision.bulletin': times('工作通报', { of: 'township', in: '期', verb: '通报' }),
  'supervision.critique': times('工作讲评', { of: 'township', in: '次', verb: '讲评' }),
  'supervision.quarter-result': times('季度问效', { of: 'township', in: '次', verb: '问效' }),
  'insight.analysis': times('案件分析报告', { of: 'township', in: '份' }),
  'duties.attested': word('履职报备', { of: 'unit', in: '次' }),
} as const satisfies Record<string, MeasureDeclaration>

/** The name of a declared measure. */
export type MeasureName = keyof typeof catalogue

/** Measures by name, for lookups by any text. */
export type MeasureCatalogue = ReadonlyMap<string, MeasureDeclaration>

/** The catalogue as a map. */
export const measures: MeasureCatalogue = new Map(Object.entries(catalogue))

/**
 * Whether a measure tells units apart: what units do and attest counts for the one that did it. Everything else is so
 * for the whole township, whichever unit answers for it.
 */
export function isOfOwnUnit(name: string): boolean {
  const declared = measures.get(name)
  return declared?.isOwn === true || (declared?.subject === 'unit' && declared.counting !== 'subjects')
}

/** Every declared measure's name. */
export const measureNames = Object.keys(catalogue) as readonly MeasureName[]

/** Whether text names a declared measure. */
export const isMeasureName = (text: string): text is MeasureName => measures.has(text)
