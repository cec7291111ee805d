export * from './jobs.ts'
export * from './watches.ts'
