export * from './head-count.kind.ts'
export * from './supervised.acts.ts'
