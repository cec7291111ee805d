export * from './work-pack.ts'
