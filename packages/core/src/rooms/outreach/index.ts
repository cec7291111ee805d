export * from './outreach.acts.ts'
export * from './outreach-activity.kind.ts'
export * from './training.kind.ts'
