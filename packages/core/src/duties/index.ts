export * from './catalogue.ts'
export * from './evaluate.ts'
export * from './light.ts'
export { type MeasureDeclaration, type Subject, subjects } from './measure.ts'
