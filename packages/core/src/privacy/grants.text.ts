import { type Grant, type Remit, type Role, remits, roles } from './roles.ts'

/** The grants that are neither a role nor a remit, in words. */
const ties: Readonly<Record<Exclude<Grant, Role | `remit:${string}`>, string>> = {
  'own-village': '本村村干部',
  'own-school': '本校',
  'own-unit': '本单位',
  'own-staff': '本单位工作人员',
  'own-account': '本人',
  assigned: '按事项指定的承办人',
  rescuing: '指定救助的人',
  rescued: '指定救助的人',
  opened: '打开密封档案的承办人',
  'own-report': '报告人本人',
}

/** Whom a grant means, as an office says it: 平安办, 民政, 本村村干部. */
export function grantTitle(grant: Grant): string {
  if (grant in ties) return ties[grant as keyof typeof ties]
  return grant.startsWith('remit:') ? remits[grant.slice(6) as Remit] : roles[grant as Role].title
}
