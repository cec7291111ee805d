import type { FastifyPluginAsync } from 'fastify'
import type { AnyHandler } from '../platform/acts/handler.ts'
import type { Observer } from '../platform/acts/perform.ts'
import { formPack } from '../platform/form-pack.ts'
import { fieldRoutes } from '../platform/http/field.routes.ts'
import type { DailyJob, Watch } from '../platform/jobs/index.ts'
import { counterObserver } from '../platform/measures/counters.ts'
import type { Measure } from '../platform/measures/measure.ts'
import { refPack } from '../platform/ref-pack.ts'
import type { Server } from '../platform/server.ts'
import type { PackSource } from '../platform/work-pack.ts'
import { casesActs, casesMeasures, casesObserver, casesRoutes } from './cases/index.ts'
import {
  childrenActs,
  childrenMeasures,
  childrenPack,
  childrenRoutes,
  endDueRecords,
  eraseDueChildren,
  resumeImports,
} from './children/index.ts'
import {
  dutiesActs,
  dutiesMeasures,
  dutiesPack,
  dutyRoutes,
  openDueWindows,
  remindActs,
} from './duties/index.ts'
import { analysisRoutes, insightActs, insightMeasures } from './insight/index.ts'
import {
  formsMeasures,
  handOutside,
  leadRoutes,
  leadsActs,
  leadsMeasures,
  leadsObserver,
  missingActs,
  ownRoutes,
  publicRoutes,
  remindOfSurveys,
  sealedCellRoutes,
  sealedCellsActs,
  signRoutes,
  signsActs,
  surveyActs,
  watchLeads,
} from './leads/index.ts'
import {
  inspectionsActs,
  inspectionsMeasures,
  jointOperationsActs,
  patrolsActs,
  patrolsMeasures,
} from './operations/index.ts'
import {
  accountRoutes,
  handedInActs,
  handedInPack,
  messagesActs,
  messagesPack,
  organisationActs,
  phoneActs,
} from './organisation/index.ts'
import { outreachActs, outreachMeasures } from './outreach/index.ts'
import {
  impactRoutes,
  noticeRoutes,
  protectionActs,
  protectionRoutes,
  rightsRoutes,
  watchBreaches,
} from './protection/index.ts'
import { schoolsActs, schoolsMeasures } from './schools/index.ts'
import { screeningActs, screeningMeasures } from './screening/index.ts'
import { eraseDueMatters, sealingActs, sealingRoutes } from './sealing/index.ts'
import { supervisedActs, supervisedMeasures } from './supervised/index.ts'
import {
  bulletinActs,
  bulletinRoutes,
  meetingsActs,
  remindOfOverdueRequests,
  requestsActs,
  requestsPack,
  supervisionMeasures,
} from './supervision/index.ts'
import { supportActs, supportMeasures, supportObserver, supportRoutes, watchCare } from './support/index.ts'
import { venuesActs, venuesMeasures } from './venues/index.ts'
import {
  planPack,
  remindOfVisits,
  visitRoutes,
  visitsActs,
  visitsChildren,
  visitsMeasures,
  visitsPack,
} from './visits/index.ts'

/** Every measure that can be counted, by name; what the catalogue declares beyond these is not measured yet. */
export const measures: ReadonlyMap<string, Measure> = new Map(
  [
    ...childrenMeasures,
    ...leadsMeasures,
    ...formsMeasures,
    ...supportMeasures,
    ...casesMeasures,
    ...venuesMeasures,
    ...supervisedMeasures,
    ...patrolsMeasures,
    ...inspectionsMeasures,
    ...schoolsMeasures,
    ...screeningMeasures,
    ...outreachMeasures,
    ...visitsMeasures,
    ...dutiesMeasures,
    ...supervisionMeasures,
    ...insightMeasures,
  ].map((measure) => [measure.name, measure]),
)

/** What every act does, room by room, lowest first. A test checks that no declared act is without a handler. */
export const handlers: readonly AnyHandler[] = [
  ...organisationActs,
  ...phoneActs,
  ...sealingActs,
  ...messagesActs,
  ...handedInActs,
  ...childrenActs,
  ...venuesActs,
  ...supervisedActs,
  ...patrolsActs,
  ...inspectionsActs,
  ...jointOperationsActs,
  ...schoolsActs,
  ...screeningActs,
  ...outreachActs,
  ...leadsActs,
  ...sealedCellsActs,
  ...signsActs,
  ...surveyActs,
  ...missingActs,
  ...supportActs,
  ...casesActs,
  ...visitsActs,
  ...dutiesActs,
  ...remindActs(measures),
  ...meetingsActs,
  ...requestsActs,
  ...bulletinActs(new Set(measures.keys())),
  ...insightActs,
  ...protectionActs,
]

/** What rooms above do in the same transaction when a room below has changed something. */
export const observers: readonly Observer[] = [
  leadsObserver,
  casesObserver,
  supportObserver,
  counterObserver(measures),
]

/** What a phone takes along, room by room; every room says only what its reader may see. */
const packSources: readonly PackSource[] = [
  planPack,
  formPack,
  refPack,
  childrenPack(visitsChildren),
  visitsPack,
  messagesPack,
  requestsPack,
  handedInPack,
  dutiesPack(new Set(measures.keys())),
]

/** Reads that are more than a list, room by room. */
export const roomRoutes: readonly ((server: Server) => FastifyPluginAsync)[] = [
  accountRoutes,
  sealingRoutes,
  leadRoutes,
  childrenRoutes,
  supportRoutes,
  casesRoutes,
  publicRoutes,
  ownRoutes,
  sealedCellRoutes,
  signRoutes,
  visitRoutes,
  fieldRoutes(packSources),
  dutyRoutes(measures),
  bulletinRoutes(new Set(measures.keys())),
  analysisRoutes,
  protectionRoutes,
  rightsRoutes,
  impactRoutes,
  noticeRoutes,
]

/** What rooms do by themselves every day, in this order. */
export const dailyJobs = (server: Server): readonly DailyJob[] => [
  { name: 'end-due-records', run: (township) => endDueRecords(server, township) },
  { name: 'erase-due-matters', run: (township) => eraseDueMatters(server, township) },
  { name: 'erase-due-children', run: (township) => eraseDueChildren(server, township) },
  { name: 'resume-imports', run: (township) => resumeImports(server, township.code) },
  { name: 'open-duty-windows', run: (township) => openDueWindows(server.scopes, township, measures) },
  { name: 'remove-old-uploads', run: () => server.files.uploads.removeOld(Date.now()) },
  { name: 'remind-of-visits', run: (township) => remindOfVisits(server.scopes, township) },
  { name: 'remind-of-surveys', run: (township) => remindOfSurveys(server.scopes, township) },
  { name: 'remind-of-requests', run: (township) => remindOfOverdueRequests(server.scopes, township) },
]

/** What rooms look at while a server runs. */
export const watches = (server: Server): readonly Watch[] => [
  { name: 'lead-clocks', everyMs: 15_000, run: (township) => watchLeads(server, township) },
  { name: 'leads-outside', everyMs: 15_000, run: (township) => handOutside(server, township) },
  { name: 'care-clocks', everyMs: 15_000, run: (township) => watchCare(server, township) },
  { name: 'breach-clocks', everyMs: 15_000, run: (township) => watchBreaches(server, township) },
]
