import { amendPost, assignPost, endPost, post, type Role, roles } from '@hulei/core'
import { on } from '../../platform/acts/handler.ts'
import { type Fault, invalid } from '../../platform/errors.ts'

export const organisationActs = [
  on(assignPost, async (context, { id, input }) => {
    const faults = postFaults(input)
    if (faults.length > 0) throw invalid(faults)
    await context.insert(post, id, {}, input)
    return undefined
  }),
  on(amendPost, async (context, { input, record }) => {
    const faults = postFaults({ ...record, ...input })
    if (faults.length > 0) throw invalid(faults)
    await context.amend(post, record, input)
    return undefined
  }),
  on(endPost, async (context, { input, record }) => {
    await context.amend(post, record, { to: input.to })
    return undefined
  }),
]

/** A post must make sense for its role: a village worker has villages, a school post its school. */
function postFaults(input: {
  role: string
  villages: readonly string[]
  atSchool?: string | null | undefined
  approvedBy?: string | null | undefined
}): Fault[] {
  const role = input.role as Role
  const faults: Fault[] = []
  if (role === 'village' && input.villages.length === 0) {
    faults.push({
      path: 'input.villages',
      code: 'posts.villages-missing',
      message: '村干部岗位要指定负责的村',
    })
  }
  if (role === 'school' && !input.atSchool) {
    faults.push({ path: 'input.atSchool', code: 'posts.school-missing', message: '学校岗位要指定学校' })
  }
  if (seesMinors.has(role) && !input.approvedBy) {
    faults.push({
      path: 'input.approvedBy',
      code: 'posts.approval-missing',
      message: `“${roles[role].title}”可以查看未成年人信息，须填写批准人（未成年人网络保护条例第三十六条）`,
    })
  }
  return faults
}

const seesMinors: ReadonlySet<Role> = new Set<Role>([
  'village',
  'officer',
  'office',
  'school',
  'police',
  'leader',
  'discipline',
])
