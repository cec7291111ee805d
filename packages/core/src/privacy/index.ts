export * from './few.ts'
export * from './roles.ts'
