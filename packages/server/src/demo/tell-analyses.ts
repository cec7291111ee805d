import type { BulletinBlock, Day } from '@hulei/core'
import type { Cast } from './cast.ts'
import { ALONE, type Step } from './step.ts'

/** What the office wrote of a month's figures: causes and what is done next, nobody in particular. */
const findings =
  '线索多由学校和村里发现，村级排查仍靠个别负责的人；校外场所和网络是两个薄弱环节。下步：五月集中检查校园周边场所，学校开一次网络安全家长会，各村把排查表的“没有”也逐户核到人。'

/** The analysis of March, issued with words; that of April is drafted and waits for them. */
export function tellAnalyses(cast: Cast): Step[] {
  const by = cast.withRole('office')
  const signedBy = cast.withRole('leader').name
  const id = cast.random.id('analysis', '2024-03')
  const step = (
    on: Day,
    minute: number,
    act: string,
    more: Omit<Step, 'at' | 'by' | 'act' | 'lane'>,
  ): Step => ({
    at: `${on}T21:${String(minute).padStart(2, '0')}:00+08:00`,
    by,
    act,
    lane: ALONE,
    ...more,
  })
  return [
    step('2024-04-08', 10, 'analysis.draft', { id, input: { month: '2024-03' } }),
    step('2024-04-09', 20, 'analysis.edit', {
      id: cast.random.id('analysis edited', '2024-03'),
      record: id,
      reason: '写明原因和下步措施',
      input: {},
      edits: ({ blocks }) => ({ blocks: withFindings(blocks as readonly BulletinBlock[]) }),
    }),
    step('2024-04-10', 30, 'analysis.issue', {
      id: cast.random.id('analysis issued', '2024-03'),
      record: id,
      input: { issuedOn: '2024-04-10', signedBy },
    }),
    step('2024-05-08', 10, 'analysis.draft', {
      id: cast.random.id('analysis', '2024-04'),
      input: { month: '2024-04' },
    }),
  ]
}

/** The last paragraph of a draft asks for what it lacks. */
const withFindings = (blocks: readonly BulletinBlock[]): BulletinBlock[] =>
  blocks.map((block) =>
    block.type === 'paragraph' && block.auto === 'findings' ? { ...block, text: findings } : block,
  )
