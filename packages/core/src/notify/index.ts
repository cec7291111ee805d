export * from './outside.text.ts'
export * from './render.ts'
export type { EscalationStep, NoticeTemplate } from './template.ts'
export * from './templates.text.ts'
