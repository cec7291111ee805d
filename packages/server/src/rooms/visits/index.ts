export * from './visits.acts.ts'
