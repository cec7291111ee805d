export * from './visits.acts.ts'
export * from './visits.measures.ts'
export * from './visits.reads.ts'
export * from './visits.routes.ts'
