export * from './duties.acts.ts'
export * from './duties.measures.ts'
export * from './lights.ts'
export * from './windows.ts'
