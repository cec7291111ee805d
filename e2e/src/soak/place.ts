import sharp from 'sharp'
import { readConfig } from '../../../packages/server/src/config.ts'
import { DEMO_PASSWORD, makeDemo } from '../../../packages/server/src/demo/index.ts'
import { openSystem, type System } from '../../../packages/server/src/system.ts'

/** The invented township of the soak: workers with a village and its children, on its own day. */
export type Place = {
  readonly township: string
  readonly today: string
  readonly answers: Readonly<Record<string, string>>
  readonly workers: readonly {
    readonly userName: string
    readonly account: string
    readonly post: string
    readonly village: string
    readonly children: readonly string[]
  }[]
  /** Visits that the story already holds. */
  readonly visitsBefore: number
}

type WorkerRow = { account: string; post: string; village: string; children: string[] }

/** Makes the township, and finds workers whose village has children to visit. */
export async function preparePlace(dataDir: string, workers: number): Promise<Place> {
  const system = await openSystem({ ...readConfig({}, { data: dataDir }), dataDir })
  try {
    await makeDemo(system, { seed: 1, scale: 0.05 }, () => {})
    return await findPlace(system, workers)
  } finally {
    await system.close()
  }
}

/** Workers whose village has children, most children first. */
export async function findPlace(system: System, workers: number): Promise<Place> {
  const [township] = system.server.townships.all()
  if (!township) throw new Error('The demonstration made no township')
  const { rows } = await system.owner.query<WorkerRow>(
    `SELECT p.account, p.id AS post, p.villages[1] AS village, array_agg(c.id::text ORDER BY c.id) AS children
     FROM post p JOIN child c ON c.township = p.township AND c.village = p.villages[1] AND c.left_on IS NULL
     WHERE p.township = $1 AND p.role = 'village' AND cardinality(p.villages) = 1 AND p."to" IS NULL
     GROUP BY 1, 2, 3 ORDER BY count(*) DESC, 3 LIMIT $2`,
    [township.code, workers],
  )
  const names = await system.identity.listAccounts()
  const before = await system.owner.query<{ count: number }>('SELECT count(*)::int AS count FROM visit')
  return {
    township: township.code,
    today: township.clock.today(),
    answers: Object.fromEntries(
      township.playbook.visitForm.rows.map((row) => [row.id, row.choices[0]?.id ?? '']),
    ),
    workers: rows.map((row) => ({
      userName: names.find((name) => name.accountId === row.account)?.userName ?? '',
      account: row.account,
      post: row.post,
      village: row.village,
      children: row.children,
    })),
    visitsBefore: before.rows[0]?.count ?? 0,
  }
}

/** Signs the workers in over HTTP; each with the server's public key, as the app fetches it. */
export async function signedIn(
  url: string,
  place: Place,
): Promise<readonly { readonly cookie: string; readonly serverKey: ArrayBuffer }[]> {
  const sessions = []
  for (const { userName, post } of place.workers) {
    const reply = await fetch(`${url}/api/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ userName, password: DEMO_PASSWORD }),
    })
    if (!reply.ok) throw new Error(`${userName}: ${await reply.text()}`)
    const cookie = reply.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    const key = await fetch(`${url}/api/field/escrow-key`, { headers: { cookie, 'hulei-post': post } })
    if (!key.ok) throw new Error(await key.text())
    const { key: base64 } = (await key.json()) as { key: string }
    sessions.push({ cookie, serverKey: new Uint8Array(Buffer.from(base64, 'base64')).buffer })
  }
  return sessions
}

/** A small real JPEG, different each time. */
export async function photoOf(random: () => number): Promise<Uint8Array<ArrayBuffer>> {
  const channel = () => Math.floor(random() * 256)
  const width = 40 + Math.floor(random() * 400)
  const noise = Buffer.from(Array.from({ length: width * 3 }, channel))
  const picture = sharp(noise, { raw: { width, height: 1, channels: 3 } }).resize(width, 60, { fit: 'fill' })
  return new Uint8Array(await picture.jpeg({ quality: 90 }).toBuffer())
}
