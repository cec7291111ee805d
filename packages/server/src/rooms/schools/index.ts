export * from './schools.acts.ts'
export * from './schools.measures.ts'
