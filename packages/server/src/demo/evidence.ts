import { createHash } from 'node:crypto'
import type { Actor } from '@hulei/core'
import sharp from 'sharp'
import type { Keyring } from '../platform/crypto/keyring.ts'
import type { Scopes } from '../platform/db/scope.ts'
import { type Files, receiveFile } from '../platform/files/index.ts'
import type { Random } from './random.ts'

/** Pictures that a worker has taken, by SHA-256, as visits name them. */
export type Evidence = { readonly photos: readonly string[]; readonly signatures: readonly string[] }
export type EvidenceOf = (worker: Actor) => Evidence

/** A worker's drawn pictures, before they are handed in. */
export type Drawn = {
  readonly worker: Actor
  readonly photos: readonly Buffer[]
  readonly signatures: readonly Buffer[]
}

const PHOTOS = 4
const SIGNATURES = 4
const SHEETS = 3

/** Draws for each worker some photos (a house before hills; no people) and signatures (a scrawl that is nobody's). */
export async function drawEvidence(random: Random, workers: readonly Actor[]): Promise<Drawn[]> {
  return await Promise.all(
    workers.map(async (worker) => {
      const own = random.about('evidence', worker.account)
      const several = (what: string, count: number, draw: (each: Random) => Promise<Buffer>) =>
        Promise.all(Array.from({ length: count }, (_, index) => draw(own.about(what, index))))
      return {
        worker,
        photos: await several('photo', PHOTOS, drawHouse),
        signatures: await several('signature', SIGNATURES, drawScrawl),
      }
    }),
  )
}

/** Draws for each officer some sheets, as a scanner gives them: lines of a list that nobody stands in. */
export async function drawSheets(random: Random, officers: readonly Actor[]): Promise<Drawn[]> {
  return await Promise.all(
    officers.map(async (worker) => {
      const own = random.about('sheet', worker.account)
      const photos = Array.from({ length: SHEETS }, (_, index) => drawSheet(own.about('page', index)))
      return { worker, photos: await Promise.all(photos), signatures: [] }
    }),
  )
}

/** What each worker's drawings are called, without handing them in. */
export function nameEvidence(drawn: readonly Drawn[]): EvidenceOf {
  const named = new Map(
    drawn.map(({ worker, photos, signatures }) => [
      worker.account,
      { photos: photos.map(sha256Of), signatures: signatures.map(sha256Of) },
    ]),
  )
  return (worker) => {
    const evidence = named.get(worker.account)
    if (!evidence) throw new Error(`${worker.name} has no pictures`)
    return evidence
  }
}

/** Hands the drawings in as their workers, as phones do. Doing it again changes nothing. */
export async function handIn(
  to: { scopes: Scopes; keyring: Keyring; files: Files },
  drawn: readonly Drawn[],
): Promise<void> {
  for (const { worker, photos, signatures } of drawn) {
    await Promise.all(
      [...photos, ...signatures].map((bytes) => receiveFile(to, worker, once(bytes), sha256Of(bytes))),
    )
  }
}

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function* once(bytes: Buffer) {
  yield bytes
}

async function drawHouse(random: Random): Promise<Buffer> {
  const sky = random.pick(['#cfe3f2', '#dfe7ea', '#f1e3cf', '#c7d8e8'])
  const hill = random.pick(['#6f8f6a', '#7d9a74', '#5f8070', '#8a9a6b'])
  const wall = random.pick(['#e8dfd0', '#d9c7ae', '#f0ede6', '#cbb59a'])
  const roof = random.pick(['#5b4a42', '#7a4a3a', '#4a4f57'])
  const x = random.int(150, 260)
  const doors = Array.from({ length: random.int(2, 4) }, (_, index) => x + 25 + index * 62)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">
    <rect width="640" height="480" fill="${sky}"/>
    <path d="M0 ${random.int(220, 260)} Q160 ${random.int(90, 170)} 320 ${random.int(200, 250)} T640 ${random.int(180, 240)} V480 H0Z" fill="${hill}"/>
    <rect y="360" width="640" height="120" fill="#b9a98c"/>
    <rect x="${x}" y="240" width="270" height="140" fill="${wall}"/>
    <path d="M${x - 20} 244 L${x + 135} ${random.int(165, 190)} L${x + 290} 244Z" fill="${roof}"/>
    ${doors.map((at) => `<rect x="${at}" y="${random.int(285, 300)}" width="34" height="${random.int(45, 80)}" fill="#6b5a4a"/>`).join('')}
    <circle cx="${random.int(40, 120)}" cy="330" r="${random.int(28, 52)}" fill="#4f7a4f"/></svg>`
  return await sharp(Buffer.from(svg)).jpeg({ quality: 78 }).toBuffer()
}

async function drawScrawl(random: Random): Promise<Buffer> {
  const stroke = (from: number) => {
    const points = Array.from(
      { length: random.int(4, 7) },
      (_, index) => `${from + index * random.int(9, 16)} ${random.int(30, 120)}`,
    )
    return `M${points
      .join(' Q')
      .replace(/ Q([^Q]*)$/, ' L$1')
      .replaceAll(' Q', ' L')}`
  }
  const paths = [20, 130, 240].map(
    (from) =>
      `<path d="${stroke(from)}" fill="none" stroke="#1c2a44" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="380" height="150">${paths.join('')}</svg>`
  return await sharp(Buffer.from(svg)).png().toBuffer()
}

async function drawSheet(random: Random): Promise<Buffer> {
  const rows = Array.from({ length: random.int(8, 14) }, (_, index) => 130 + index * 42)
  const written = rows.map((y) =>
    [70, 250, 430].map(
      (x) => `M${x} ${y - 14} q${random.int(20, 50)} ${random.int(-8, 8)} ${random.int(60, 130)} 0`,
    ),
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="620" height="800">
    <rect width="620" height="800" fill="#fbfaf6"/>
    <rect x="${random.int(170, 200)}" y="52" width="${random.int(220, 260)}" height="20" fill="#3a3f45"/>
    ${rows.map((y) => `<path d="M50 ${y} H570" stroke="#9aa1a6"/>`).join('')}
    <path d="${written.flat().join(' ')}" fill="none" stroke="#26324a" stroke-width="4" stroke-linecap="round"/></svg>`
  return await sharp(Buffer.from(svg)).jpeg({ quality: 75 }).toBuffer()
}
