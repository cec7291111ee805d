import { type AnyKind, kinds } from '@hulei/core'
import { defaultLimits } from '../platform/sheets/index.ts'
import { openParts } from '../platform/sheets/zip-parts.ts'
import type { TestApp } from '../platform/test-app.ts'

/** Every address that can be read, for tests that walk all of them. */

/** The addresses that can be read, from the interface's own description. */
export function readableRoutes(app: TestApp): readonly string[] {
  const { paths } = app.app.swagger() as { paths: Record<string, Record<string, unknown>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    methods.get && !path.startsWith('/api/auth/') && path !== '/healthz' ? [path] : [],
  )
}

/** What each address is asked with besides, where it asks for more than itself. */
const queries: Readonly<Record<string, readonly string[]>> = {
  '/api/leads': ['state=all', 'state=over', 'state=all&village=shiqiao'],
  '/api/messages': ['state=all'],
  '/api/audit/acts': ['limit=200'],
  '/api/audit/readings': ['limit=200'],
  '/api/case-reviews': ['month=2024-04', 'month=2024-05'],
  '/api/case-reviews/document.docx': ['month=2024-04'],
  '/api/children/export.xlsx': ['state=all'],
  '/api/registers/{kind}/export.xlsx': ['state=all'],
  '/api/visits/due': ['', 'month=2024-05'],
  '/api/signs/{id}/print': ['size=a4&for=public'],
  '/api/duties/lights': ['month=2024-05', 'month=2024-04'],
  '/api/duties/span': ['from=2024-01&to=2024-05', 'from=2024-01-01&to=2024-05-20'],
  '/api/duties/rows': [
    ...[0, 1, 2].map((part) => `duty=police-1&unit=police&window=2024-05&part=${part}`),
    ...[0, 1, 2, 3].map((part) => `duty=police-2&unit=police&window=2024-05&part=${part}`),
    'duty=village-1&village=shiqiao&window=2024-05&part=0',
  ],
  '/api/duties/reminder': ['month=2024-05'],
  '/api/duties/folder': ['month=2024-05'],
  '/api/bulletins/figures': ['month=2024-05', 'month=2024-04'],
  '/api/privacy-audit': ['year=2024'],
  '/api/privacy-audit/document.docx': ['year=2024'],
}

/**
 * Every address of a path: with every kind in the place of one, and every id in the place of one; a record's address with
 * the kinds that `kindsOf` says its id is of, where it is said.
 */
export function addressesOf(
  path: string,
  ids: readonly string[],
  { words = [], kindsOf }: AddressOptions = {},
): string[] {
  const isRegister = path === '/api/registers/{kind}'
  const filled =
    path.startsWith('/api/registers/{kind}') && !path.includes('{id}')
      ? [...kinds.values()]
          .filter((kind) => isRegister || isOfPeople(kind))
          .map(({ name }) => path.replace('{kind}', name))
      : path.includes('{')
        ? ids.flatMap((id) =>
            (path.includes('{kind}') ? (kindsOf?.(id) ?? [...kinds.keys()]) : ['']).map((kind) =>
              path.replace('{kind}', kind).replaceAll(/\{\w+\}/g, id),
            ),
          )
        : [path]
  const more = isRegister
    ? [
        'count=true&state=all&limit=200&labels=true',
        ...words.map((q) => `count=true&state=all&q=${encodeURIComponent(q)}`),
      ]
    : (queries[path] ?? [''])
  return filled.flatMap((each) => more.map((query) => (query ? `${each}?${query}` : each)))
}

/** An export reads as the page does; it is walked for whatever holds something of a person or a matter. */
const isOfPeople = ({ subject, matter }: AnyKind) => subject !== undefined || matter !== undefined

type AddressOptions = {
  /** What people type when they look for somebody. */
  readonly words?: readonly string[]
  readonly kindsOf?: (id: string) => readonly string[]
}

/** The day stands still; what moves by itself is the time of day. */
export const timeless = (body: string): string =>
  body.replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'T').replaceAll(/"minutes":\d+/g, 'M')

/** What an answer says: of an office file its parts, since the file itself says when it was packed. */
export async function contentOf(answer: { body: string; rawPayload: Buffer }): Promise<string> {
  if (answer.rawPayload.subarray(0, 2).toString() !== 'PK') return timeless(answer.body)
  const parts = await openParts(answer.rawPayload, defaultLimits)
  const told: string[] = []
  for (const name of parts.names()) {
    told.push(name)
    for await (const piece of parts.stream(name)) told.push(piece.toString('utf8'))
  }
  return timeless(told.join('\n'))
}
