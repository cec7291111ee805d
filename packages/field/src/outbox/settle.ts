import type { FieldDatabase } from '../store/database.ts'
import { addAct, bodyOf, type Problem, withdrawActs } from '../store/outbox.ts'
import type { Vault } from '../store/vault.ts'
import { picturesOf } from './act-pictures.ts'
import type { OpenedAct } from './opened-act.ts'
import { outboxText as text } from './outbox.text.ts'
import { asNewAct, type Envelope, folded, resolved } from './resolve-conflict.ts'

/** A refused act with those that stand or fall with it. */
export type Group = { readonly head: OpenedAct; readonly hanging: readonly OpenedAct[] }

type Here = { readonly db: FieldDatabase; readonly vault: Vault }

export const idsOf = ({ head, hanging }: Group): readonly string[] =>
  [head, ...hanging].map((act) => act.row.id)

const envelopeOf = async (vault: Vault, act: OpenedAct): Promise<Envelope> =>
  JSON.parse(await bodyOf(vault, act.row)) as Envelope

/** Both sides of a conflict, with what was amended since. */
export async function foldedGroup(vault: Vault, { head, hanging }: Group) {
  const [first, ...later] = await Promise.all([head, ...hanging].map((act) => envelopeOf(vault, act)))
  if (!first) throw new Error('A group without a head')
  return folded(first, later)
}

/** Writes down what a person chose: the server's values of `theirs` stay, the own of all other fields are sent anew. */
export async function settleConflict(
  { db, vault }: Here,
  group: Group,
  problem: Problem,
  theirs: ReadonlySet<string>,
): Promise<void> {
  const { mine, rest } = await foldedGroup(vault, group)
  const pictures = (
    await Promise.all([group.head, ...group.hanging].map((act) => picturesOf(db, vault, act)))
  ).flat()
  const add = async (envelope: Envelope, mends: readonly string[]) => {
    const given = { id: crypto.randomUUID(), recordedAt: new Date().toISOString() }
    const { awaits = [], ...body } = asNewAct(envelope, given)
    const files = pictures.filter(
      ({ sha256 }, index) =>
        awaits.includes(sha256) && pictures.findIndex((each) => each.sha256 === sha256) === index,
    )
    const named = files.map(({ sha256 }) => sha256)
    await addAct(
      db,
      vault,
      {
        ...given,
        act: envelope.act,
        post: group.head.row.post,
        body: JSON.stringify({ ...body, ...(named.length > 0 && { awaits: named }) }),
        files,
      },
      { mends },
    )
  }
  const chosen = resolved(mine, theirs, problem.version ?? '')
  const later = group.hanging.map((act) => act.row.id)
  // Each step leaves the tray as it must be, should the app be ended between them.
  if (chosen) await add(chosen, rest ? [group.head.row.id] : idsOf(group))
  else await withdrawActs(db, vault, rest ? [group.head.row.id] : idsOf(group), text.tookTheirs)
  if (rest) await add(rest, later)
}

const MOST_WORDS = 2000

/** Why the server refused, in its own words. */
export const refusalWords = (problem: Problem | undefined): string =>
  [problem?.title ?? text.unknownRefusal, ...(problem?.faults ?? []).map((fault) => fault.message)]
    .join('；')
    .slice(0, MOST_WORDS)

/** Hands refused acts to the office, bytes and pictures as they are. */
export async function handToOffice(
  { db, vault }: Here,
  group: Group,
  given: { readonly refusal: string; readonly message: string; readonly village?: string },
): Promise<void> {
  for (const act of [group.head, ...group.hanging]) {
    const pictures = await picturesOf(db, vault, act)
    const id = crypto.randomUUID()
    const recordedAt = new Date().toISOString()
    const body = JSON.stringify({
      id,
      act: 'handed-in.submit',
      record: act.row.id,
      recordedAt,
      schemaVersion: 1,
      input: {
        ...given,
        act: act.row.act,
        body: await bodyOf(vault, act.row),
        files: act.row.files,
      },
      ...(pictures.length > 0 && { awaits: pictures.map(({ sha256 }) => sha256) }),
    })
    await addAct(
      db,
      vault,
      { id, act: 'handed-in.submit', post: act.row.post, recordedAt, body, files: pictures },
      { hands: [act.row.id] },
    )
  }
}
