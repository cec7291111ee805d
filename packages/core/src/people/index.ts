export * from './name.ts'
export * from './phone.ts'
export * from './resident-id.ts'
export type { Refusal } from './written.ts'
