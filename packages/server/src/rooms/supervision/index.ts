export * from './meetings.acts.ts'
export * from './supervision.measures.ts'
