export * from './organisation.acts.ts'
