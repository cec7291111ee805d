import { formatDayZh } from '@hulei/core'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Server } from '../../platform/server.ts'
import type { Township } from '../../platform/townships.ts'
import { contentSecurityPolicy, html, publicLayout, publicOptions, showPage } from '../leads/index.ts'
import { whoAnswers } from './copy-document.ts'
import { noticeText as words } from './notice.text.ts'

/**
 * The notice to families at an address for everybody, to read on a phone, to print, to put up. A page without script,
 * cookie or trace, as the public's others are; it says what this township's plan says, so that it is never out of date.
 */
export function noticeRoutes({ townships }: Server): FastifyPluginAsync {
  const show = async (request: FastifyRequest, reply: FastifyReply) => {
    const { township: named } = request.params as { township?: string }
    const all = townships.all()
    const found = named === undefined && all.length === 1 ? all[0] : all.find(({ code }) => code === named)
    if (found) {
      const base = named === undefined ? '/report' : `/report/${found.code}`
      return showPage(reply, { page: noticePage(found, base) })
    }
    if (named !== undefined)
      return showPage(reply, { page: publicLayout(undefined, html`<h1>${words.noTown}</h1>`), status: 404 })
    const towns = all.map(({ code, name }) => html`<p><a href="/notice/${code}">${name}</a></p>`)
    const page = publicLayout(
      undefined,
      html`<h1>${words.title}</h1><section class="box"><h2>${words.chooseTown}</h2>${towns}</section>`,
    )
    return showPage(reply, { page })
  }
  return async (app) => {
    app.addHook('onSend', async (_request, reply) => {
      reply
        .header('content-security-policy', contentSecurityPolicy)
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
    })
    app.get('/notice', publicOptions, show)
    app.get('/notice/:township', publicOptions, show)
  }
}

function noticePage({ playbook, clock }: Township, base: string): string {
  const { office } = whoAnswers(playbook)
  const others = playbook.contacts.helplines.filter(({ phone }) => phone !== '110')
  return publicLayout(
    base,
    html`<h1>${words.heading(playbook.township.name)}</h1><p>${words.intro}</p>${words.sections.map(
      ({ title, items }) =>
        html`<section class="box"><h2>${title}</h2>${items.map((item) => html`<p>${item}</p>`)}</section>`,
    )}
<section class="box"><h2>${words.askTitle}</h2><p>${words.ask(office)}</p></section>
<section class="box now"><h2>${words.helpTitle}</h2><p>${words.help}</p><p class="lines">${others.map(
      ({ name, phone }) => html`<a href="tel:${phone.replaceAll(/[^\d+]/g, '')}">${name} ${phone}</a> `,
    )}</p><p><a href="${base}">${words.report}</a></p></section>
<p class="hint">${words.version(formatDayZh(clock.today()))}</p>`,
  )
}
