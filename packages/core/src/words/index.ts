export * from './value-words.ts'
export { wordsText } from './words.text.ts'
