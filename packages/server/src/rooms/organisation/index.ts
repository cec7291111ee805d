export * from './accounts.acts.ts'
export * from './accounts.routes.ts'
export * from './organisation.acts.ts'
export * from './phone.acts.ts'
