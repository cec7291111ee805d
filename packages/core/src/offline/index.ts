export * from './pack-age.ts'
export * from './work-pack.ts'
