export * from './children.acts.ts'
export * from './children.routes.ts'
export * from './import/run-import.ts'
