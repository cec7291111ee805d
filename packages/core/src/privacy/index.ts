export * from './few.ts'
export * from './released.ts'
export * from './retention.ts'
export * from './roles.ts'
