import { type Role, roles } from '@hulei/core'

/** What a role is called; jobs and reporters act too, without a post. */
export const roleTitle = (role: string): string => (role in roles ? roles[role as Role].title : role)
