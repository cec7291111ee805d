export * from './outreach.acts.ts'
export * from './outreach.measures.ts'
