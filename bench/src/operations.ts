import { randomUUID } from 'node:crypto'
import { searchTokens } from '../../packages/server/src/platform/db/search-tokens.ts'
import type { HttpRequest } from './http-client.ts'
import { nameOf } from './people.ts'
import * as statements from './statements.ts'
import { drawn, idOf, type Size, TODAY, townshipOf, WORKER_VILLAGES } from './world.ts'

export const operationNames = ['list', 'search', 'file', 'visit', 'lights'] as const
export type OperationName = (typeof operationNames)[number]

export const titles: Readonly<Record<OperationName, string>> = {
  list: 'list page (village, category, 50 rows)',
  search: 'name search (pinyin prefix)',
  file: 'child file',
  visit: 'record a visit',
  lights: "duty lights of a township's month",
}

/** What everything that is drawn stands on, told to each process. */
export type World = {
  readonly size: Size
  readonly villages: readonly string[]
  readonly answers: Readonly<Record<string, string>>
  readonly photo: string
  /** Session cookies by township, of the office's clerk and of the village worker. */
  readonly cookies: Readonly<Record<string, { readonly office: string; readonly worker: string }>>
  readonly huleiUrl: string
  readonly bareUrl: string
  readonly ownerUrl: string
}

export const MONTH = { key: '2024-05', from: '2024-05-01', to: '2024-05-31' }
const CATEGORY = 'left-behind'

/** One request as each variant asks it: over HTTP of Hulei, of the bare program, and straight to the database. */
export type Question = {
  readonly hulei: HttpRequest
  readonly bare: HttpRequest
  /** Waves of statements: those of one wave are sent together, the next follow from their rows. */
  readonly direct: Direct
}
export type Direct = (
  run: (statement: statements.Statement) => Promise<readonly Row[]>,
) => Promise<readonly Row[]>
export type Row = Readonly<Record<string, unknown>>

/** The question that an ordinal draws. Only the ids of visits differ from run to run. */
export function question(name: OperationName, ordinal: number, world: World): Question {
  const { size } = world
  const township = townshipOf(drawn('township', ordinal, size.townships))
  const get = (path: string, barePath: string, direct: Direct): Question => ({
    hulei: { method: 'GET', path, headers: headersOf(world, township, 'office', ordinal) },
    bare: { method: 'GET', path: barePath, headers: {} },
    direct,
  })
  switch (name) {
    case 'list': {
      const village = world.villages[drawn('village', ordinal, world.villages.length)] ?? ''
      return get(
        `/api/registers/child?village=${village}&categories=${CATEGORY}`,
        `/list?township=${township}&village=${village}&category=${CATEGORY}`,
        (run) => run(statements.listPage(township, village, CATEGORY)),
      )
    }
    case 'search': {
      const [from, below] = prefixOf(ordinal)
      return get(
        `/api/registers/child?q=${from}`,
        `/search?township=${township}&from=${from}&below=${below}`,
        (run) => run(statements.nameSearch(township, from, below)),
      )
    }
    case 'file': {
      const id = idOf('child', township, fileOrdinal(ordinal, world))
      return get(`/api/children/${id}/file`, `/file?township=${township}&id=${id}`, (run) =>
        readFile(run, township, id).then(({ timeline }) => timeline),
      )
    }
    case 'lights':
      return get(`/api/duties/lights?month=${MONTH.key}`, `/lights?township=${township}`, (run) =>
        run(statements.countersOfMonth(township, MONTH.from, MONTH.to, TODAY)),
      )
    case 'visit':
      return visitQuestion(ordinal, township, world)
  }
}

/** How many children, from the first on, live in the villages of the worker who records visits. */
const visitedChildren = ({ size, villages }: World) =>
  Math.floor((size.childrenEach * WORKER_VILLAGES) / villages.length)

/**
 * The child that Hulei visits and the one of another household that the bare program visits: what nobody logged must
 * not stand beside what is counted.
 */
function visitedPair(ordinal: number, township: string, world: World): [string, string] {
  const four = 4 * drawn('visit', ordinal, Math.floor(visitedChildren(world) / 4))
  const second = drawn('visit second', ordinal, 2)
  return [idOf('child', township, four + second), idOf('child', township, four + 2 + second)]
}

/** Files are opened of the other villages: what the bare program writes as a visit cannot be decrypted. */
function fileOrdinal(ordinal: number, world: World): number {
  const first = visitedChildren(world)
  return first + drawn('file', ordinal, world.size.childrenEach - first)
}

/** A child's file, as a program without rights would read it: the child, then its sections, then the log. */
export async function readFile(
  run: (statement: statements.Statement) => Promise<readonly Row[]>,
  township: string,
  id: string,
): Promise<{ child: Row | undefined; sections: Record<string, readonly Row[]>; timeline: readonly Row[] }> {
  const [child] = await run(statements.fileHead(township, id))
  const home = String(child?.household)
  const asked = Object.entries(statements.fileSections(township, id, home))
  const sections = Object.fromEntries(
    await Promise.all(asked.map(async ([name, statement]) => [name, await run(statement)] as const)),
  )
  const { siblings: _others, ...own } = sections
  const records = [id, ...Object.values(own).flatMap((rows) => rows.map((row) => String(row.id)))]
  return { child, sections, timeline: await run(statements.fileTimeline(township, records)) }
}

function visitQuestion(ordinal: number, township: string, world: World): Question {
  const { answers, photo } = world
  const id = randomUUID()
  const [child, bareChild] = visitedPair(ordinal, township, world)
  const input = {
    visitedOn: TODAY,
    visitor: '王明',
    outcome: 'met',
    atHome: '祖父',
    children: [{ child, seen: true, alone: false }],
    answers,
    hazards: ['none'],
    told: ['drowning', 'report-line'],
    signature: 'signed',
    signer: '李平',
    signatureFile: [photo],
    photos: [photo],
    paperForm: [],
  }
  return {
    hulei: {
      method: 'POST',
      path: '/api/acts',
      headers: headersOf(world, township, 'worker', ordinal),
      body: JSON.stringify({ id, act: 'visit.record', input }),
    },
    bare: {
      method: 'POST',
      path: '/visit',
      headers: {},
      body: JSON.stringify({ ...input, id, township, child: bareChild }),
    },
    direct: (run) =>
      run(statements.recordVisit({ township, id, child: bareChild, visitedOn: TODAY, answers, photo })),
  }
}

/** A request of its own address each time, as from many offices: the limit of requests an address is not measured here. */
const headersOf = (world: World, township: string, who: 'office' | 'worker', ordinal: number) => ({
  cookie: world.cookies[township]?.[who] ?? '',
  origin: ORIGIN,
  'x-forwarded-for': `10.1.${(ordinal >> 7) & 15}.${ordinal & 127}`,
})

/** The address that the server believes to have: loopback, so that its cookies travel over plain HTTP. */
export const ORIGIN = 'http://127.0.0.1'

/** The beginning of the pinyin of some name: the surname and one letter. */
function prefixOf(ordinal: number): [from: string, below: string] {
  const name = nameOf('search', ordinal)
  const pinyin = searchTokens(name).filter((token) => /^[a-z]+$/.test(token))
  const surname = searchTokens(name.slice(0, 1)).findLast((token) => /^[a-z]{2,}$/.test(token)) ?? ''
  const whole = pinyin.reduce((longest, token) => (token.length > longest.length ? token : longest), '')
  const from = whole.slice(0, surname.length + 1)
  return [from, from.slice(0, -1) + String.fromCharCode(from.charCodeAt(from.length - 1) + 1)]
}
