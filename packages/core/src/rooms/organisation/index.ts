export * from './accounts.acts.ts'
export * from './organisation.acts.ts'
export * from './post.kind.ts'
