export * from './act.ts'
