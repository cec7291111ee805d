export * from './assignment.kind.ts'
export * from './seal-opening.kind.ts'
export * from './sealed-person.kind.ts'
export * from './sealing.acts.ts'
