export * from './children.acts.ts'
