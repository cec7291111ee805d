export * from './field.ts'
export * from './kind.ts'
export * from './lists.ts'
export * from './mask.ts'
