export * from './age.ts'
export * from './day.ts'
