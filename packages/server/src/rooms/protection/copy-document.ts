import {
  type Child,
  type CodeLists,
  formatDayZh,
  type Listing,
  nameOfCode,
  type Playbook,
  type RightsRequest,
  type Visit,
} from '@hulei/core'
import { type OfficialBlock, officialDocument } from '../../platform/documents/index.ts'

/**
 * What of a child's file a copy holds: the register's own facts. Nothing sealed, nobody else's name or number, no
 * observations.
 */
export type CopiedFile = {
  readonly child: Child
  readonly listings: readonly Listing[]
  readonly visits: readonly Pick<Visit, 'visitedOn' | 'outcome'>[]
}

/** A copy of a child's file, for the family that asked (个人信息保护法 第四十五条). */
export async function copyDocument(
  request: RightsRequest,
  { child, listings, visits }: CopiedFile,
  { playbook, lists }: { readonly playbook: Playbook; readonly lists: CodeLists },
  printedOn: string,
): Promise<Buffer> {
  const name = (list: string, id: string | null) => (id === null ? '' : nameOfCode(lists, list, id))
  const facts: readonly (readonly [string, string | null])[] = [
    ['姓名', child.name],
    ['性别', name('sexes', child.sex)],
    ['出生日期', formatDayZh(child.bornOn)],
    ['身份证号', child.residentId],
    ['村', name('villages', child.village)],
    ['组别', child.hamlet],
    ['学校', name('schools', child.school)],
    ['年级', child.grade],
    ['住址', child.address],
    ['监护人是孩子的', name('guardianRelations', child.guardianRelation)],
  ]
  const { office, helplines } = whoAnswers(playbook)
  return await officialDocument({
    mark: `${playbook.township.name}未成年人个人信息副本`,
    number: request.code,
    title: '未成年人台账信息副本',
    body: [
      paragraph(
        `根据《中华人民共和国个人信息保护法》第四十五条，现提供我单位未成年人动态台账中的下列信息。请妥善保管，不要转给他人。`,
      ),
      { type: 'heading', level: 1, text: '一、基本信息' },
      table(
        '基本信息',
        ['项目', '内容'],
        facts.map(([label, value]) => [label, value || '（没有登记）']),
      ),
      { type: 'heading', level: 1, text: '二、重点关注' },
      ...(listings.length > 0
        ? [
            table(
              '列入和终止',
              ['类别', '列入日期', '终止日期'],
              listings.map((each) => [
                name('childCategories', each.category),
                formatDayZh(each.from),
                each.to ? formatDayZh(each.to) : '—',
              ]),
            ),
          ]
        : [paragraph('没有列入重点关注。')]),
      { type: 'heading', level: 1, text: '三、走访' },
      ...(visits.length > 0
        ? [
            table(
              '走访日期',
              ['日期', '结果'],
              visits.map((each) => [formatDayZh(each.visitedOn), name('visitOutcomes', each.outcome)]),
            ),
          ]
        : [paragraph('没有走访记录。')]),
      { type: 'heading', level: 1, text: '四、您还可以' },
      paragraph(
        `认为有错的，可以申请更正、补充；处理目的已经实现或者保存期限已满的，可以申请删除。请到${office}办理，或者拨打${helplines}。`,
      ),
    ],
    signature: office,
    date: printedOn,
    copyTo: '存档',
    printedBy: office,
    printedOn: `${printedOn}印发`,
    evidence: ['不含依法密封的内容、他人的个人信息和工作人员的观察记录。'],
  })
}

/** The office as it signs, and the telephones that a family can ring. */
export function whoAnswers(playbook: Playbook): { readonly office: string; readonly helplines: string } {
  const unit = playbook.units.find((each) => each.kind === 'office')?.name ?? ''
  const { name } = playbook.township
  return {
    office: unit.startsWith(name) ? unit : `${name}${unit}`,
    helplines: playbook.contacts.helplines
      .filter(({ phone }) => phone !== '110')
      .map((each) => `${each.name} ${each.phone}`)
      .join('、'),
  }
}

const paragraph = (text: string): OfficialBlock => ({ type: 'paragraph', text })
const table = (
  caption: string,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): OfficialBlock => ({
  type: 'table',
  caption,
  columns: titles.map((title) => ({ title, align: 'left' })),
  rows,
})
