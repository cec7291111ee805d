export * from './visit.kind.ts'
export * from './visit-values.ts'
export * from './visits.acts.ts'
