export * from './visit.kind.ts'
export * from './visits.acts.ts'
