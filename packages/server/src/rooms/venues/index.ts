export * from './venues.acts.ts'
export * from './venues.measures.ts'
