import { type Day, formatDayZh } from '@hulei/core'
import { officialDocument } from '../../platform/documents/index.ts'
import type { Township } from '../../platform/townships.ts'
import type { Access } from './access.ts'
import { whoAnswers } from './copy-document.ts'

/** The record of who may see minors' data and who approved it, to print and to sign. */
export async function accessDocument(
  all: readonly Access[],
  { playbook }: Township,
  today: Day,
): Promise<Buffer> {
  const { office } = whoAnswers(playbook)
  const printedOn = formatDayZh(today)
  const open = all.filter((each) => each.approvedBy === null).length
  return await officialDocument({
    mark: `${playbook.township.name}未成年人信息查看权限登记`,
    number: '内部资料',
    title: '可以查看未成年人个人信息的人员和批准情况',
    body: [
      { type: 'heading', level: 1, text: '一、总体情况' },
      {
        type: 'paragraph',
        text: `截至${printedOn}，在任岗位中可以查看未成年人个人信息的${all.length}人，其中没有登记批准人的${open}人。查看密封内容另须按事项指定承办或者破封，逐次登记，不在本表。`,
      },
      { type: 'heading', level: 1, text: '二、名册' },
      {
        type: 'table',
        caption: '查看权限和批准',
        columns: [
          { title: '姓名', align: 'left' },
          { title: '岗位', align: 'left' },
          { title: '范围', align: 'left' },
          { title: '可以查看', align: 'left' },
          { title: '起始', align: 'left' },
          { title: '批准人', align: 'left' },
        ],
        rows: all.map((each) => [
          each.holder,
          `${each.unit} ${each.title}`,
          each.where,
          each.sees.join('、'),
          formatDayZh(each.from as Day),
          each.approvedBy ?? '未登记',
        ]),
      },
    ],
    signature: office,
    date: printedOn,
    copyTo: '领导小组组长、副组长，纪委',
    printedBy: office,
    printedOn: `${printedOn}印发`,
    evidence: ['按岗位登记和各类记录的查看规定自动列出（未成年人网络保护条例第三十六条）。'],
  })
}
