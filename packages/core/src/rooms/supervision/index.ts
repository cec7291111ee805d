export * from './bulletin.kind.ts'
export * from './supervision.acts.ts'
export * from './supervision-meeting.kind.ts'
