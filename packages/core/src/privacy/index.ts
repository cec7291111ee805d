export * from './few.ts'
export * from './retention.ts'
export * from './roles.ts'
