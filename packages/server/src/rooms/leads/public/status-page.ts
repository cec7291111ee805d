import { randomUUID } from 'node:crypto'
import { dayOf, type Lead, lead } from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../../platform/crypto/keyring.ts'
import { openRows, selectColumns } from '../../../platform/db/records.ts'
import type { Scoped } from '../../../platform/db/scope.ts'
import { html } from './html.ts'
import { words } from './public.text.ts'
import type { RefusedFile } from './public-form.ts'
import { addForm, codeForm, emergency, layout, notice, type Place, refusedFiles } from './public-page.ts'

/** The lead that the reader reported under this pseudonym: the row policy knows no other of theirs. */
export async function findOwnLead(scope: Scoped, keyring: Keyring): Promise<Lead | undefined> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(lead, 'r')} FROM lead r
    WHERE r.township = ${scope.actor.township} AND r.reported_by = ${scope.actor.account}
    ORDER BY r.reported_at LIMIT 1`.execute(scope.db)
  return (await openRows(scope, keyring, lead, rows))[0]
}

type StatusPage = {
  readonly found?: { readonly lead: Lead; readonly code: string }
  readonly error?: string
  readonly refused?: readonly RefusedFile[]
  readonly isAdded?: boolean
  /** What was typed to be added and could not be taken yet, and the id of its form. */
  readonly kept?: {
    readonly code: string
    readonly form?: string | undefined
    readonly story?: string | undefined
  }
}

/** What became of a report, in plain words, without anything that was told in it. */
export function statusPage({ township, base }: Place, page: StatusPage): string {
  const { found, error, refused = [], isAdded, kept } = page
  const code = found?.code ?? kept?.code
  return layout(
    base,
    html`<h1>${words.statusTitle}</h1>${isAdded ? html`<p class="box good" role="status">${words.addedTitle}</p>` : ''}${notice(error)}${refusedFiles(refused, isAdded === true)}${
      found ? html`<section class="box">${whatBecame(found.lead)}</section>` : ''
    }${
      code
        ? addForm(base, { code, form: kept?.form ?? randomUUID(), ...(kept?.story && { story: kept.story }) })
        : codeForm(base)
    }${emergency(township)}`,
  )
}

const whatBecame = (record: Lead) => {
  const state = words.states[record.state as keyof typeof words.states] ?? words.states.accepted
  return html`<p>${words.reportedOn(dayInWords(record.reportedAt))}</p><h2>${state}</h2>${
    record.answer
      ? html`<p><b>${words.answer}</b></p><p class="said">${record.answer}</p><p class="hint">${words.notTrue}</p>`
      : ''
  }`
}

const dayInWords = (at: string): string => {
  const [, month, day] = dayOf(Date.parse(at)).split('-')
  return `${Number(month)}月${Number(day)}日`
}
