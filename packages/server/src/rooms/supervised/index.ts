export * from './supervised.acts.ts'
export * from './supervised.measures.ts'
