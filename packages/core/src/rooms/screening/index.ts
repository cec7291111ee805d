export * from './screening.acts.ts'
export * from './screening-request.kind.ts'
