export * from './outside.text.ts'
export * from './render.ts'
export type { EscalationStep, NoticeBegins, NoticeTemplate } from './template.ts'
export * from './templates.text.ts'
