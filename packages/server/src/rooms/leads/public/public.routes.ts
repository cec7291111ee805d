import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Lead, Sign } from '@hulei/core'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { systemActor } from '../../../platform/db/scope.ts'
import { Refusal } from '../../../platform/errors.ts'
import { receiveFile } from '../../../platform/files/index.ts'
import { refusalOf } from '../../../platform/http/problem.ts'
import type { Server } from '../../../platform/server.ts'
import { findStandingSign } from '../signs.ts'
import { html } from './html.ts'
import { words } from './public.text.ts'
import { PHOTOS, type PublicForm, readForm, takeForms } from './public-form.ts'
import { createBackOff, createBucket, createTurns } from './public-limits.ts'
import { layout, type Place, reportPage, STORY_LENGTH, townsPage } from './public-page.ts'
import { isFormId, type Page, publicOptions, showPage } from './public-replies.ts'
import { contentSecurityPolicy } from './public-style.ts'
import { receivedPage } from './received-page.ts'
import { codeOf, readCode, reporterOf } from './report-codes.ts'
import { findOwnLead, statusPage } from './status-page.ts'
import { addWords, isOddPhone, reportOf, takeReport, tooLong } from './take-report.ts'
import { venueRoutes } from './venue.routes.ts'

const COME_AGAIN_SECONDS = 20

/** How many reports and looks one address may send, and how many reports are worked on and wait. */
export type PublicLimits = {
  readonly reports: { readonly most: number; readonly everyMs: number }
  readonly looks: { readonly most: number; readonly everyMs: number }
  readonly turns: { readonly atOnce: number; readonly waiting: number }
}

const usualLimits: PublicLimits = {
  // A class of children behind one address may report at once; a flood from one may not.
  reports: { most: 20, everyMs: 6_000 },
  looks: { most: 12, everyMs: 30_000 },
  turns: { atOnce: 3, waiting: 400 },
}

type Words = PublicForm['words']

/**
 * How anybody reports a suspicion without an account: pages without script, cookie or trace. What is sent becomes an
 * act under a pseudonym (`lead.report`); many from one network are slowed, in words, and nothing is dropped unsaid.
 */
export function publicRoutes(server: Server, limits: PublicLimits = usualLimits): FastifyPluginAsync {
  const { scopes, keyring, townships } = server
  const reports = createBucket(limits.reports)
  const looks = createBucket(limits.looks)
  const turns = createTurns(limits.turns)
  const backOff = createBackOff()

  /** Reads a form, and keeps its photos under the pseudonym that goes with its code. */
  const takeForm = (request: FastifyRequest, place: Place, codeFor: (typed: Words) => Promise<string>) =>
    readForm(request, async (bytes, typed) => {
      const reporter = reporterOf(keyring, place.township.code, await codeFor(typed))
      const { sha256 } = await receiveFile(server, reporter, bytes, undefined, { only: PHOTOS })
      return sha256
    })

  const take = async (request: FastifyRequest, place: Place): Promise<Page> => {
    const wait = reports.take(request.ip)
    const township = place.township.code
    const drawn = randomUUID()
    const formOf = (typed: Words) => (isFormId(typed.form) ? typed.form : drawn)
    const sent =
      wait > 0
        ? await readForm(request, undefined)
        : await takeForm(request, place, async (typed) => codeOf(keyring, township, formOf(typed)))
    const { words: typed, photos, refused } = sent
    const form = formOf(typed)
    const sign = await signAt(place, typed.at)
    const again = (error: string, status: number, retryAfter?: number): Page => ({
      page: reportPage(place, { form, words: typed, photos, refused, error, ...(sign && { sign }) }),
      status,
      ...(retryAfter && { retryAfter }),
    })
    if (wait > 0) return again(words.tooMany(wait), 429, wait)
    if (!typed.story && photos.length === 0) return again(words.storyMissing, 422)
    const has = tooLong(typed.story)
    if (has !== undefined) return again(words.storyTooLong(STORY_LENGTH, has), 422)
    const told = reportOf(place.township, typed, photos, place.township.clock.today())
    const input = { ...told, ...(sign && { sign: sign.id }) }
    const taken = await turns.run(() => takeReport(server, township, form, input))
    if (taken === 'full') {
      // Told to come again because of others: that costs them none of their turns.
      reports.giveBack(request.ip)
      return again(words.busy, 503, COME_AGAIN_SECONDS)
    }
    const oddPhone = isOddPhone(typed.reporterPhone) ? typed.reporterPhone : undefined
    const isDangerNow = input.isDangerNow === true
    return { page: receivedPage(place, { ...taken, refused, isDangerNow, oddPhone }) }
  }

  /** The sign whose code was scanned; any other words are as if there was none. */
  const signAt = async ({ township }: Place, token: string | undefined): Promise<Sign | undefined> =>
    token && /^[a-z0-9]{4,20}$/.test(token)
      ? await scopes.read(systemActor(township.code), (scope) => findStandingSign(scope, keyring, token))
      : undefined

  /** The lead behind a code. Wrong codes and withdrawn ones are looked up and answered alike, as slowly. */
  const leadOf = async (place: Place, typed: string | undefined): Promise<Found | undefined> => {
    const code = readCode(typed ?? '')
    const reporter = reporterOf(keyring, place.township.code, code ?? '')
    const lead = await scopes.read(reporter, (scope) => findOwnLead(scope, keyring))
    await delay(backOff.delay())
    if (lead && code) return { lead, code }
    backOff.wasWrong()
    return undefined
  }
  const wrongCode = (place: Place): Page => ({
    page: statusPage(place, { error: words.wrongCode }),
    status: 404,
  })
  const tooManyLooks = (place: Place, wait: number): Page => ({
    page: statusPage(place, { error: words.tooManyLooks(wait) }),
    status: 429,
    retryAfter: wait,
  })

  const look = async (request: FastifyRequest, place: Place): Promise<Page> => {
    const wait = looks.take(request.ip)
    const { words: typed } = await readForm(request, undefined)
    if (wait > 0) return tooManyLooks(place, wait)
    const found = await leadOf(place, typed.code)
    if (!found) return wrongCode(place)
    looks.giveBack(request.ip)
    return { page: statusPage(place, { found }) }
  }

  const add = async (request: FastifyRequest, place: Place): Promise<Page> => {
    const waitToLook = looks.take(request.ip)
    const waitToAdd = waitToLook > 0 ? 0 : reports.take(request.ip)
    // Asked for once, by the first file or at the end: nothing is kept for a code that opens nothing.
    let asked: Promise<Found | undefined> | undefined
    const ask = (typed: Words) => {
      asked ??= leadOf(place, typed.code)
      return asked
    }
    const codeFor = async (typed: Words) => {
      const code = (await ask(typed))?.code
      if (!code) throw new Refusal('leads.no-such-code', 404, words.wrongCode)
      return code
    }
    const isSlowed = waitToLook > 0 || waitToAdd > 0
    const sent = isSlowed ? await readForm(request, undefined) : await takeForm(request, place, codeFor)
    const { words: typed, photos, refused } = sent
    const code = readCode(typed.code ?? '')
    const kept = { code: code ?? '', form: typed.form, story: typed.story }
    const again = (error: string, status: number, retryAfter?: number, found?: Found): Page => ({
      page: statusPage(place, { error, kept, refused, ...(found && { found }) }),
      status,
      ...(retryAfter && { retryAfter }),
    })
    if (waitToLook > 0) return again(words.tooManyLooks(waitToLook), 429, waitToLook)
    if (waitToAdd > 0) return again(words.tooMany(waitToAdd), 429, waitToAdd)
    const found = await ask(typed)
    if (!found) return wrongCode(place)
    looks.giveBack(request.ip)
    if (!typed.story && photos.length === 0) return again(words.addMissing, 422, undefined, found)
    const has = tooLong(typed.story)
    if (has !== undefined) return again(words.storyTooLong(STORY_LENGTH, has), 422, undefined, found)
    const story = typed.story || words.onlyPhotos
    const form = `${isFormId(typed.form) ? typed.form : randomUUID()}\n${story}\n${photos}`
    const given = { code: found.code, record: found.lead.id, form, story, photos }
    const done = await turns.run(() => addWords(server, place.township.code, given))
    if (done === 'full') {
      reports.giveBack(request.ip)
      return again(words.busy, 503, COME_AGAIN_SECONDS, found)
    }
    return { page: statusPage(place, { found, refused, isAdded: true }) }
  }

  const placeOf = (request: FastifyRequest): Place | undefined => {
    const { township: named } = request.params as { township?: string }
    const all = townships.all()
    const township = named === undefined && all.length === 1 ? all[0] : all.find(({ code }) => code === named)
    return township && { township, base: named === undefined ? '/report' : `/report/${township.code}` }
  }
  const at =
    (run: (request: FastifyRequest, place: Place) => Promise<Page>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const place = placeOf(request)
      if (place) return showPage(reply, await run(request, place))
      const isNamed = (request.params as { township?: string }).township !== undefined
      const unknown = layout(undefined, html`<h1>${words.noTown}</h1>`)
      return showPage(reply, isNamed ? { page: unknown, status: 404 } : { page: townsPage(townships.all()) })
    }

  return async (app) => {
    await takeForms(app)
    app.addHook('onRequest', async (request) => {
      if (request.method === 'POST' && request.headers['sec-fetch-site'] === 'cross-site')
        throw new Refusal('request.foreign-origin', 403, words.badForm)
    })
    app.addHook('onSend', async (_request, reply) => {
      reply
        .header('content-security-policy', contentSecurityPolicy)
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
    })
    app.setErrorHandler((error, request, reply) => {
      const { status, code } = refusalOf(error)
      // No stack: it might quote what was told.
      if (status >= 500) request.log.error({ code }, 'report failed')
      const sentence = status < 500 ? words.badForm : words.failedText
      return showPage(reply, {
        page: layout(undefined, html`<h1>${words.failedTitle}</h1><p class="box error">${sentence}</p>`),
        status,
      })
    })
    venueRoutes(app, server)
    for (const base of ['/report', '/report/:township']) {
      app.get(
        base,
        publicOptions,
        at(async (request, place) => {
          const sign = await signAt(place, (request.query as { at?: string }).at)
          return { page: reportPage(place, { form: randomUUID(), words: {}, ...(sign && { sign }) }) }
        }),
      )
      app.post(base, publicOptions, at(take))
      app.get(
        `${base}/status`,
        publicOptions,
        at(async (_request, place) => ({ page: statusPage(place, {}) })),
      )
      app.post(`${base}/status`, publicOptions, at(look))
      app.post(`${base}/add`, publicOptions, at(add))
    }
  }
}

type Found = { readonly lead: Lead; readonly code: string }
