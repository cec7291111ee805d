import { randomUUID } from 'node:crypto'
import { lead, type Sign } from '@hulei/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { openRows, selectColumns } from '../../../platform/db/records.ts'
import { systemActor } from '../../../platform/db/scope.ts'
import { receiveFile } from '../../../platform/files/index.ts'
import type { Server } from '../../../platform/server.ts'
import type { Township } from '../../../platform/townships.ts'
import { findStandingSign, isVenueSecret, venueReporterOf } from '../signs.ts'
import { html } from './html.ts'
import { words } from './public.text.ts'
import { PHOTOS, readForm } from './public-form.ts'
import { createBackOff, createBucket } from './public-limits.ts'
import { layout } from './public-page.ts'
import { isFormId, type Page, publicOptions, showPage } from './public-replies.ts'
import { idOf } from './report-codes.ts'
import { venuePage } from './venue-page.ts'

/** What the two buttons say of a report. */
const buttons = {
  minors: { concerns: 'venue', story: words.venueMinorsStory },
  suspicion: { concerns: 'other', story: words.venueSuspicionStory },
} as const
const SHOWN = 5

/**
 * A venue has no account: its owner scans a code of their own and touches one of two buttons. The report goes to the officer
 * whom the sign names, under one pseudonym for the venue; a code that was renewed opens nothing.
 */
export function venueRoutes(app: FastifyInstance, server: Server): void {
  const { scopes, keyring, townships, performer } = server
  const tries = createBucket({ most: 20, everyMs: 10_000 })
  const backOff = createBackOff()

  const venueOf = async (request: FastifyRequest): Promise<Venue | undefined> => {
    const { township: code, key } = request.params as { township: string; key: string }
    const township = townships.all().find((each) => each.code === code)
    const [token = '', secret = ''] = key.split('.')
    if (!township || !/^[a-z0-9.]+$/.test(key)) return undefined
    const at = await scopes.read(systemActor(code), (scope) => findStandingSign(scope, keyring, token))
    return at && isVenueSecret(keyring, code, at, secret)
      ? { township, at, path: `/venue/${code}/${key}`, reporter: venueReporterOf(keyring, code, at) }
      : undefined
  }
  const earlierOf = ({ reporter }: Venue) =>
    scopes.read(reporter, async (scope) => {
      const { rows } = await sql<Record<string, unknown>>`
        SELECT ${selectColumns(lead, 'r')} FROM lead r
        WHERE r.township = ${reporter.township} AND r.reported_by = ${reporter.account}
        ORDER BY r.reported_at DESC LIMIT ${SHOWN}`.execute(scope.db)
      const leads = await openRows(scope, keyring, lead, rows)
      return leads
    })
  const gone = (): Page => ({
    page: layout(
      undefined,
      html`<p class="box error" role="alert">${words.venueGone}</p><a class="call" href="tel:110">110</a>`,
    ),
    status: 404,
  })
  const slowed = (wait: number): Page => ({
    page: layout(undefined, html`<p class="box error" role="alert">${words.tooManyLooks(wait)}</p>`),
    status: 429,
    retryAfter: wait,
  })

  const show = async (request: FastifyRequest): Promise<Page> => {
    const wait = tries.take(request.ip)
    if (wait > 0) return slowed(wait)
    const venue = await venueOf(request)
    if (!venue) {
      backOff.wasWrong()
      return gone()
    }
    tries.giveBack(request.ip)
    return { page: venuePage(venue.path, venue.at, { form: randomUUID(), earlier: await earlierOf(venue) }) }
  }

  const take = async (request: FastifyRequest): Promise<Page> => {
    const wait = tries.take(request.ip)
    const venue = wait > 0 ? undefined : await venueOf(request)
    const sent = await readForm(
      request,
      venue &&
        (async (bytes) =>
          (await receiveFile(server, venue.reporter, bytes, undefined, { only: PHOTOS })).sha256),
    )
    if (wait > 0) return slowed(wait)
    if (!venue) return gone()
    const { words: typed, photos, refused } = sent
    const form = isFormId(typed.form) ? typed.form : randomUUID()
    const button = typed.what === 'minors' ? buttons.minors : buttons.suspicion
    const township = venue.township.code
    // Everything that was sent makes the id: touched twice it is one report, with another button or note a second.
    const purpose = `${form}\n${typed.what}\n${typed.story}\n${photos}`
    const { receivedAt } = await performer.perform(venue.reporter, {
      id: idOf(keyring, township, 'venue', purpose),
      act: 'lead.report',
      record: idOf(keyring, township, 'venue-record', purpose),
      input: {
        sign: venue.at.id,
        concerns: button.concerns,
        story: [button.story, typed.story?.slice(0, 3000)].filter(Boolean).join('\n'),
        ...(photos.length > 0 && { photos }),
      },
    })
    const earlier = await earlierOf(venue)
    return {
      page: venuePage(venue.path, venue.at, { form: randomUUID(), sentAt: receivedAt, refused, earlier }),
    }
  }

  app.get('/venue/:township/:key', publicOptions, async (request, reply) =>
    showPage(reply, await show(request)),
  )
  app.post('/venue/:township/:key', publicOptions, async (request, reply) =>
    showPage(reply, await take(request)),
  )
}

type Venue = {
  readonly township: Township
  readonly at: Sign
  readonly path: string
  readonly reporter: ReturnType<typeof venueReporterOf>
}
