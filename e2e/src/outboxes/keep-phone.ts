import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pictureFile } from '../../../packages/field/src/camera/watermark.ts'
import { visitAct } from '../../../packages/field/src/rooms/visits/record-visit.ts'
import { keepDraftPictures, keepVisitDraft } from '../../../packages/field/src/rooms/visits/visit-draft.ts'
import { openDatabase } from '../../../packages/field/src/store/database.ts'
import {
  actsInOrder,
  addAct,
  bodyOf,
  confirmAct,
  noteProgress,
  refuseAct,
} from '../../../packages/field/src/store/outbox.ts'
import { keepPack } from '../../../packages/field/src/store/pack.ts'
import { createVault } from '../../../packages/field/src/store/vault.ts'
import { photoOf } from '../soak/place.ts'
import { seeded } from '../soak/random.ts'
import { openAsItIs, storePhone } from './stored-phone.ts'

/**
 * `node e2e/src/outboxes/keep-phone.ts N`: writes `phone-N.json`, a phone as the app of today leaves it: with acts that
 * wait, one refused, one whose photos are on their way, and a form half filled. Run it when what the app writes has changed
 * (a database step, a schema version, the form of a draft), and never again for that N: the files are what is out there.
 */
const PIN = '135790'
const NOW = Date.parse('2024-05-20T02:00:00Z')
/** Ids that the test gives to the child, the post and the account at the server's side. */
const CHILD = '7d0f5a10-0000-4000-8000-000000000001'
const POST = '7d0f5a10-0000-4000-8000-000000000002'
const random = seeded(Number(process.argv[2] ?? 1))

// A browser never gives the device's key out: here it is caught while it is made.
let deviceKey: Uint8Array = new Uint8Array()
const generateKey = crypto.subtle.generateKey.bind(crypto.subtle) as (
  ...given: unknown[]
) => Promise<CryptoKey>
Object.assign(crypto.subtle, {
  async generateKey(algorithm: { name: string }, isExtractable: boolean, usages: string[]) {
    const isDevice = algorithm.name === 'HMAC'
    const key = await generateKey(algorithm, isExtractable || isDevice, usages)
    if (!isDevice) return key
    const raw = await crypto.subtle.exportKey('raw', key)
    deviceKey = new Uint8Array(raw)
    return await crypto.subtle.importKey('raw', raw, algorithm, false, ['sign'])
  },
})

const picture = async () => await pictureFile(new Blob([await photoOf(random)], { type: 'image/jpeg' }))

async function visit(agreed: string) {
  const [marked, original, signature] = [await picture(), await picture(), await picture()]
  const values = {
    visitedOn: '2024-05-20' as const,
    visitor: '王敏',
    outcome: 'met',
    outcomeNote: '',
    place: '',
    atHome: '奶奶',
    children: [{ child: CHILD, seen: true, alone: false }],
    answers: {},
    hazards: [],
    told: [],
    agreed,
    followUp: '',
    followUpOn: null,
    observation: '话不多',
    signature: 'signed',
    signer: '刘桂兰',
    signatureNote: '',
    signatureFile: [signature.sha256],
    photos: [marked.sha256],
    originals: [original.sha256],
    hazardPhotos: {},
    paperForm: [],
    extra: {},
  }
  return { values, pictures: [marked, original, signature] }
}
const actOf = ({ values, pictures }: Awaited<ReturnType<typeof visit>>) =>
  visitAct({
    values: values as Parameters<typeof visitAct>[0]['values'],
    record: crypto.randomUUID(),
    act: crypto.randomUUID(),
    post: POST,
    now: NOW,
    pictures,
  })

const escrow = (await generateKey(
  { name: 'RSA-OAEP', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
  true,
  ['encrypt', 'decrypt'],
)) as unknown as CryptoKeyPair
const db = await openDatabase('kept')
const vault = await createVault(
  db,
  { account: 'kept-account', userName: 'wang.min', displayName: '王敏' },
  PIN,
  await crypto.subtle.exportKey('spki', escrow.publicKey),
  { phone: crypto.randomUUID(), now: NOW, iterations: 1000 },
)
const acts = await Promise.all(
  ['按时接送', '已送达', '周末接回'].map(async (agreed) => actOf(await visit(agreed))),
)
const [refused, onItsWay, waits] = acts
if (!refused || !onItsWay || !waits) throw new Error('No acts')
for (const act of acts) await addAct(db, vault, act)
await refuseAct(db, vault, refused.id, {
  type: 'urn:hulei:problem:record.not-found',
  title: '没有找到这条儿童记录，或者您的岗位不能查看。',
  status: 404,
  code: 'record.not-found',
})
await confirmAct(db, onItsWay.id, '2024-05-20T03:00:00.000Z')
await noteProgress(db, onItsWay.files[0]?.sha256 ?? '', { sent: 100 })
const half = await visit('填到一半')
await keepVisitDraft(db, vault, CHILD, {
  values: half.values as Parameters<typeof visitAct>[0]['values'],
  record: crypto.randomUUID(),
})
await keepDraftPictures(db, vault, CHILD, half.pictures)
await keepPack(db, vault, { post: POST, today: '2024-05-20', madeAt: '2024-05-20T01:00:00Z', items: {} })

const bodies = await Promise.all((await actsInOrder(db)).map((row) => bodyOf(vault, row)))
db.close()
const whole = await openAsItIs('kept')
const path = join(import.meta.dirname, `phone-${process.argv[2] ?? 1}.json`)
await writeFile(
  path,
  `${JSON.stringify(await storePhone(whole, { pin: PIN, deviceKey, bodies }), null, 1)}\n`,
)
console.log(path)
