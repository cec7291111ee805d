export * from './pack-age.ts'
export type * from './pack-form.ts'
export * from './work-pack.ts'
