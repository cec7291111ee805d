export * from './emotional-count.kind.ts'
export * from './safety-guidance.kind.ts'
export * from './schools.acts.ts'
