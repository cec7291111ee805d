import { analysisActs } from './analysis.acts.ts'
import { analysisIssued } from './analysis.measure.ts'

export { analysisRoutes } from './analysis.routes.ts'

export const insightActs = analysisActs

export const insightMeasures = [analysisIssued]
