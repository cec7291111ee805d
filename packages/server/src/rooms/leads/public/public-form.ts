import fastifyMultipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../../../platform/errors.ts'
import type { MediaType } from '../../../platform/files/index.ts'
import { discardRest } from '../../../platform/http/discard-rest.ts'
import { refusalOf } from '../../../platform/http/problem.ts'
import { words } from './public.text.ts'

/** What a page of the public sent: words by the name of their field, photos that were kept, files that were refused. */
export type PublicForm = {
  readonly words: Readonly<Record<string, string>>
  readonly photos: readonly string[]
  readonly refused: readonly RefusedFile[]
}
export type RefusedFile = { readonly name: string; readonly why: string }

/** Keeps one file and gives its SHA-256, or refuses it in words. The words that stand before it in the form are known. */
export type KeepFile = (
  bytes: AsyncIterable<Uint8Array>,
  words: Readonly<Record<string, string>>,
) => Promise<string>

/** What a page of the public takes as a photo. */
export const PHOTOS: readonly MediaType[] = ['image/jpeg', 'image/png', 'image/webp']

/** As many photos as a report may have. */
export const MOST_PHOTOS = 9
/** As many files as are read at all: whoever chooses a whole album still loses no word. */
const MOST_FILES = 300
/** Longer words than any field takes are cut here, so that nobody fills the memory. */
const FIELD_BYTES = 64 * 1024

export async function takeForms(app: FastifyInstance): Promise<void> {
  await app.register(fastifyMultipart, {
    // Of a film nothing more is read than this; it is refused by its own size, and the words beside it are taken.
    throwFileSizeLimit: false,
    limits: {
      fieldNameSize: 60,
      fieldSize: FIELD_BYTES,
      fields: 40,
      files: MOST_FILES,
      parts: MOST_FILES + 60,
      headerPairs: 20,
      fileSize: 64 * 1024 * 1024,
    },
  })
}

/**
 * Reads a form as it streams in, to its end: what decides who may see a report stands behind the photos in our pages. Only the
 * form's id stands before them, which `keepFile` needs. `keepFile` undefined: files are read and thrown away, since they will
 * not be kept anyway. A file that is refused refuses nothing else.
 */
export async function readForm(request: FastifyRequest, keepFile: KeepFile | undefined): Promise<PublicForm> {
  const typed: Record<string, string> = Object.create(null)
  const photos: string[] = []
  const refused: RefusedFile[] = []
  let beyond = 0
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        const value = typeof part.value === 'string' ? plainWords(part.value) : ''
        if (part.fieldname !== 'kept') typed[part.fieldname] = value
        else if (/^[0-9a-f]{64}$/.test(value) && photos.length < MOST_PHOTOS) photos.push(value)
        continue
      }
      // The browser's empty file field.
      if (!part.filename) {
        part.file.resume()
        continue
      }
      const isBeyond = keepFile !== undefined && photos.length >= MOST_PHOTOS
      if (isBeyond) beyond += 1
      if (!keepFile || isBeyond) {
        part.file.resume()
        continue
      }
      await takeFile(part, typed, keepFile, photos, refused)
    }
  } catch (error) {
    discardRest(request.raw)
    throw error instanceof NotKept ? error.cause : (asMalformed(error) ?? error)
  }
  if (beyond > 0) refused.push({ name: words.photosBeyond(beyond), why: words.photosMost(MOST_PHOTOS) })
  return { words: typed, photos, refused }
}

/** A fault of ours, not of the form. */
class NotKept extends Error {}

/** The parser's own complaints (no boundary, an end that is missing) come without a status. */
const asMalformed = (error: unknown): Refusal | undefined =>
  (error as { statusCode?: unknown } | null)?.statusCode === undefined
    ? new Refusal('request.malformed-form', 400, '表单不完整，没有收下。', { cause: error })
    : undefined

async function takeFile(
  part: MultipartFile,
  typed: Readonly<Record<string, string>>,
  keepFile: KeepFile,
  photos: string[],
  refused: RefusedFile[],
): Promise<void> {
  const name = shortName(part.filename)
  try {
    // Leaving the loop early must not break the rest of the form.
    const sha256 = await keepFile(part.file.iterator({ destroyOnReturn: false }), typed)
    if (!photos.includes(sha256)) photos.push(sha256)
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal.status >= 500 && refusal.status !== 507) throw new NotKept('not kept', { cause: error })
    refused.push({ name, why: refusal.message })
  } finally {
    part.file.resume()
  }
}

/** A file's name as the sender's own page shows it again; never kept. */
const shortName = (name: string): string => {
  const base = plainWords(name).split(/[\\/]/).at(-1) ?? ''
  const letters = [...base]
  return letters.length > 40 ? `${letters.slice(0, 24).join('')}…${letters.slice(-12).join('')}` : base
}

/** Without what no keyboard makes and PostgreSQL does not keep; line ends as one. */
export const plainWords = (typed: string): string =>
  typed
    .replaceAll(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .trim()
