export * from './children.acts.ts'
export * from './children.routes.ts'
export * from './import/import-file.ts'
export { resumeImports } from './import/run-import.ts'
