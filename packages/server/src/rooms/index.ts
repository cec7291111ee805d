import type { FastifyPluginAsync } from 'fastify'
import type { AnyHandler } from '../platform/acts/handler.ts'
import type { Observer } from '../platform/acts/perform.ts'
import type { DailyJob } from '../platform/jobs/index.ts'
import type { Server } from '../platform/server.ts'
import { childrenActs, childrenRoutes } from './children/index.ts'
import { accountRoutes, organisationActs } from './organisation/index.ts'
import { visitRoutes, visitsActs } from './visits/index.ts'

/** What every act does, room by room, lowest first. A test checks that no declared act is without a handler. */
export const handlers: readonly AnyHandler[] = [...organisationActs, ...childrenActs, ...visitsActs]

/** What rooms above do in the same transaction when a room below has changed something. */
export const observers: readonly Observer[] = []

/** Reads that are more than a list, room by room. */
export const roomRoutes: readonly ((server: Server) => FastifyPluginAsync)[] = [
  accountRoutes,
  childrenRoutes,
  visitRoutes,
]

/** What rooms do by themselves every day, in this order. */
export const dailyJobs = (_server: Server): readonly DailyJob[] => []
