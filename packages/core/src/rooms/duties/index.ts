export * from './attestation.kind.ts'
export * from './duties.acts.ts'
