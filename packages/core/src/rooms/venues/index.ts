export * from './venue.kind.ts'
export * from './venue-closure.kind.ts'
export * from './venues.acts.ts'
