export * from './screening.acts.ts'
export * from './screening.measures.ts'
