import { ageOn, type Day } from '../../calendar/index.ts'
import { parseLooseDay, parsePersonName, parsePhone, parseResidentId } from '../../people/index.ts'
import { asTypedCompact } from '../../people/written.ts'
import { flagField, type LedgerPlan } from './ledger-columns.ts'
import { readRelation } from './ledger-relations.ts'
import { findLedgerSchool, findLedgerVillage, isNothing, readCodes, readTick } from './ledger-words.ts'

/** A cell as the sheet has it; `day` of a date cell, `serialDay` of a plain number that may be one. */
export type ChildLedgerCell = {
  readonly text: string
  readonly day?: Day | undefined
  readonly monthOnly?: true | undefined
  readonly serialDay?: Day | undefined
  /** A number of more digits than a sheet's numbers hold: the last ones may be the spreadsheet's own. */
  readonly imprecise?: true | undefined
}

/** One line of a ledger, by field; and what is known of it from elsewhere. */
export type ChildLedgerLine = {
  readonly cells: Readonly<Partial<Record<string, ChildLedgerCell>>>
  /** The village of the sheet, for lines that name none. */
  readonly village?: string | undefined
  /** A person has looked at the identity number and says that it stands so on the document. */
  readonly isIdConfirmed?: boolean
}

/** A child as a line gives it. A field that is absent says nothing, and changes nothing. */
export type LedgerChild = {
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly bornOn: Day
  readonly village: string
  readonly residentId?: string
  readonly hamlet?: string
  readonly school?: string
  readonly grade?: string
  readonly guardianName?: string
  readonly guardianRelation?: string
  readonly guardianPhone?: string
  readonly headName?: string
  readonly address?: string
  readonly studiesElsewhere?: boolean
  /** Categories that stand on a ground of law: listed by the import itself. */
  readonly categories: readonly string[]
  /** Categories of concern: each waits for a documented reason, an approver and a review day. */
  readonly concerns: readonly string[]
  readonly facts: readonly string[]
}

/** What is wrong with a line, or worth a look: the field (empty for the whole line), a stable code, a sentence. */
export type LedgerFault = { readonly field: string; readonly code: string; readonly message: string }

/** What a line says: the child when there is no fault, every fault at once, and what was left out without harm. */
export type LedgerReading = {
  readonly child: LedgerChild | undefined
  readonly faults: readonly LedgerFault[]
  readonly notices: readonly LedgerFault[]
}

/** Reads one line of a children's ledger against the plan and the day. */
export function readLedgerLine(line: ChildLedgerLine, plan: LedgerPlan, today: Day): LedgerReading {
  const faults: LedgerFault[] = []
  const notices: LedgerFault[] = []
  const fault = (field: string, code: string, message: string): undefined => {
    faults.push({ field, code, message })
  }
  const textOf = (field: string): string => {
    const text = line.cells[field]?.text.trim() ?? ''
    return isNothing(text) && field !== 'studiesElsewhere' ? '' : text
  }
  const short = (field: string, label: string, max: number): string | undefined => {
    const text = textOf(field).replaceAll(/\s+/gu, ' ')
    if (text === '') return undefined
    return text.length > max ? fault(field, 'ledger.too-long', `${label}超过${max}个字，请缩短。`) : text
  }

  const name = parsePersonName(textOf('name'))
  if (!name.ok) fault('name', name.code, name.message)
  const person = identityOf(line, today, textOf, fault)
  const place = villageOf(line, plan, textOf('village'), fault)
  const guardian = guardianOf(textOf, fault, notices)
  const codes = codesOf(line, plan, textOf, fault)
  const school = textOf('school') === '' ? undefined : findLedgerSchool(plan, textOf('school'))
  if (textOf('school') !== '' && !school) {
    notices.push({
      field: 'school',
      code: 'ledger.school-unknown',
      message: `学校“${textOf('school')}”不在本镇名录里，就读学校没有填入；镇外就读请勾选“异地就读”。`,
    })
  }
  const elsewhere = textOf('studiesElsewhere')
  const studiesElsewhere = elsewhere === '' ? undefined : readTick(elsewhere)
  const rest = {
    hamlet: short('hamlet', '组别', 30) ?? place?.hamlet,
    grade: short('grade', '年级', 20),
    address: short('address', '家庭住址', 120),
    headName: nameOf('headName', textOf, fault),
  }
  if (!name.ok || !person || !place || faults.length > 0) return { child: undefined, faults, notices }
  const child = {
    name: name.name,
    village: place.village,
    ...person,
    ...present({ school, studiesElsewhere, ...guardian, ...rest }),
    ...codes,
  }
  return { child, faults, notices }
}

type TextOf = (field: string) => string
type Fault = (field: string, code: string, message: string) => undefined

/** Identity number, birth day and sex, each checked against the others. */
function identityOf(
  line: ChildLedgerLine,
  today: Day,
  textOf: TextOf,
  fault: Fault,
): Pick<LedgerChild, 'sex' | 'bornOn' | 'residentId'> | undefined {
  const written = textOf('residentId')
  const id = written === '' ? undefined : parseResidentId(written, today)
  const isNumber = line.cells.residentId?.imprecise === true && isRoundNumber(written)
  if (id && !id.ok) {
    const rounded = isNumber ? parseResidentId(Number(written)) : id
    const { code, message } = rounded.ok ? id : rounded
    fault('residentId', code, message)
  }
  const known = id?.ok ? id : undefined
  if (known && (known.isLikelyRounded || isNumber) && !line.isIdConfirmed) {
    fault(
      'residentId',
      'ledger.id-maybe-rounded',
      `身份证号${isNumber ? '在表里是数字' : '末三位是000'}，末几位可能被表格软件改掉了；请对照证件，无误就确认，有误就改正。`,
    )
  }
  const birth = birthOf(line.cells.bornOn, known?.birth, fault)
  const sex = sexOf(textOf('sex'))
  if (textOf('sex') !== '' && !sex)
    fault('sex', 'ledger.sex-unclear', `性别“${textOf('sex')}”看不出是男是女。`)
  if (known && birth && known.birth !== birth) {
    fault(
      'bornOn',
      'children.birth-mismatch',
      `出生日期${birth}与身份证号不一致（身份证号为${known.birth}）。`,
    )
  }
  if (known && sex && known.sex !== sex) {
    fault(
      'sex',
      'children.sex-mismatch',
      `性别与身份证号不一致（身份证号为${known.sex === 'male' ? '男' : '女'}）。`,
    )
  }
  const bornOn = birth ?? known?.birth
  const sexKnown = sex ?? known?.sex
  const isIdWrong = id !== undefined && !id.ok
  if (!bornOn && !isIdWrong && (line.cells.bornOn?.text ?? '') === '') {
    fault('bornOn', 'ledger.birth-missing', '身份证号和出生日期都没有填写，至少要有一项。')
  }
  if (!sexKnown && !isIdWrong && textOf('sex') === '') {
    fault('sex', 'ledger.sex-missing', '没有身份证号时，要填写性别。')
  }
  if (bornOn && bornOn > today && birth) fault('bornOn', 'children.born-later', '出生日期晚于今天。')
  else if (bornOn && bornOn <= today && ageOn(bornOn, today) >= 18) {
    fault(birth ? 'bornOn' : 'residentId', 'children.adult', '已满18周岁，不列入未成年人台账。')
  }
  if (!bornOn || !sexKnown) return undefined
  return { sex: sexKnown, bornOn, ...(known && { residentId: known.id }) }
}

/**
 * Whether a number cell's digits are what a spreadsheet's own arithmetic can hold: then the last ones may not be the
 * writer's. Programs that write every digit of a long number give one that it cannot.
 */
const isRoundNumber = (digits: string): boolean =>
  /^\d{16,20}$/u.test(digits) && (digits.endsWith('000') || BigInt(Number(digits)).toString() === digits)

/** The written birth day; year and month alone do when the identity number agrees and gives the day. */
function birthOf(cell: ChildLedgerCell | undefined, known: Day | undefined, fault: Fault): Day | undefined {
  const text = cell?.text.trim() ?? ''
  if (!cell || text === '' || isNothing(text)) return undefined
  if (cell.day && !cell.monthOnly) return cell.day
  if (cell.day && known?.startsWith(cell.day.slice(0, 7))) return known
  const parsed = parseLooseDay(text)
  if (parsed.ok) return /^\d{5}(?:\.\d+)?$/u.test(text) ? (cell.serialDay ?? parsed.day) : parsed.day
  const month = /^(\d{4})\D*(\d{1,2})\D*$/u.exec(text) ?? /^(\d{4})(\d{2})$/u.exec(text)
  if (
    parsed.code === 'day.no-day' &&
    month &&
    known?.startsWith(`${month[1]}-${month[2]?.padStart(2, '0')}`)
  ) {
    return known
  }
  return fault('bornOn', parsed.code, parsed.message)
}

function sexOf(text: string): 'male' | 'female' | undefined {
  if (/^(?:男|男性|男孩|男童|男生|m|male|1)$/iu.test(text)) return 'male'
  return /^(?:女|女性|女孩|女童|女生|f|female|2)$/iu.test(text) ? 'female' : undefined
}

function villageOf(line: ChildLedgerLine, plan: LedgerPlan, text: string, fault: Fault) {
  if (text === '') {
    return line.village
      ? { village: line.village, hamlet: undefined }
      : fault('village', 'ledger.village-missing', '没有写是哪个村，表名和表题里也看不出来。')
  }
  const found = findLedgerVillage(plan, text)
  if (found) return { hamlet: undefined, ...found }
  // Lines of a village's own sheet often have the hamlet in the village column.
  if (line.village && /(?:组|队|屋场)$/u.test(text)) return { village: line.village, hamlet: text }
  return fault('village', 'ledger.village-unknown', `“${text}”不在本镇的村名录里，请改成名录里的村名。`)
}

/** 张三（父亲） is a name and a relation. */
function guardianOf(textOf: TextOf, fault: Fault, notices: LedgerFault[]) {
  const [, bare = textOf('guardianName'), inBrackets = ''] =
    /^([^(（]+)[(（]([^)）]{1,6})[)）]$/u.exec(textOf('guardianName')) ?? []
  const guardianName = bare === '' ? undefined : parsePersonName(bare)
  if (guardianName && !guardianName.ok)
    fault('guardianName', guardianName.code, `监护人：${guardianName.message}`)
  const relation = textOf('guardianRelation') || inBrackets
  const guardianRelation = relation === '' ? undefined : readRelation(asTypedCompact(relation))
  if (relation !== '' && !guardianRelation) {
    notices.push({
      field: 'guardianRelation',
      code: 'ledger.relation-unknown',
      message: `关系“${relation}”看不出是谁，没有填入；可写父亲、母亲、祖父母等。`,
    })
  }
  const phone = textOf('guardianPhone') === '' ? undefined : parsePhone(textOf('guardianPhone'))
  if (phone && !phone.ok) fault('guardianPhone', phone.code, phone.message)
  return present({
    guardianName: guardianName?.ok ? guardianName.name : undefined,
    guardianRelation,
    // The register keeps the number itself; an extension has no place there.
    guardianPhone: phone?.ok ? phone.phone.replace(/^(0\d+-\d+)-\d+$/u, '$1') : undefined,
  })
}

function nameOf(field: string, textOf: TextOf, fault: Fault): string | undefined {
  const text = textOf(field)
  if (text === '') return undefined
  const name = parsePersonName(text)
  return name.ok ? name.name : fault(field, name.code, name.message)
}

/** Categories and household facts, wherever the ledger has them: in one cell, in two, or ticked column by column. */
function codesOf(line: ChildLedgerLine, plan: LedgerPlan, textOf: TextOf, fault: Fault) {
  const known = [...plan.childCategories, ...plan.householdFacts]
  const ids = new Set<string>()
  for (const field of ['categories', 'householdFacts']) {
    const { ids: named, unknown } = readCodes(known, textOf(field))
    for (const id of named) ids.add(id)
    if (unknown.length === 0) continue
    // 家庭情况 is often a remark in free words; the category column is not.
    if (field === 'householdFacts') continue
    const words = unknown.map((word) => `“${word}”`).join('')
    fault(field, 'ledger.category-unknown', `${words}不在类别名单里，请改成名单里的类别，或者清空。`)
  }
  for (const { id, name } of known) {
    const text = line.cells[flagField(id)]?.text ?? ''
    if (text.trim() === '') continue
    const tick = readTick(text) ?? (readCodes(known, text).ids.includes(id) || undefined)
    if (tick) ids.add(id)
    if (tick === undefined) fault(flagField(id), 'ledger.tick-unclear', `“是否${name}”一栏请填“是”或“否”。`)
  }
  const among = (basis: string) =>
    plan.childCategories.filter((each) => each.basis === basis && ids.has(each.id)).map((each) => each.id)
  return {
    categories: among('statutory').sort(),
    concerns: among('concern').sort(),
    facts: plan.householdFacts
      .filter((each) => ids.has(each.id))
      .map((each) => each.id)
      .sort(),
  }
}

type Present<T> = { [P in keyof T]?: Exclude<T[P], undefined> }

const present = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>
