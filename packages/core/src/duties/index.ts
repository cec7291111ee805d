export * from './catalogue.ts'
export { type Counting, type MeasureDeclaration, type Subject, subjects } from './measure.ts'
