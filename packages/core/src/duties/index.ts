export * from './catalogue.ts'
export { type MeasureDeclaration, type Subject, subjects } from './measure.ts'
