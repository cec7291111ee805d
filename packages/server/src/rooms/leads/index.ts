export { leadsActs } from './leads.acts.ts'
