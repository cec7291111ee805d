import { randomUUID } from 'node:crypto'
import { type SealedFile, sealedFile, sealedPerson } from '@hulei/core'
import type { ActContext, SomeFieldsOf } from '../../platform/acts/handler.ts'
import { noteIdentity } from './same-person.ts'
import { drawPersonCode } from './sealed-codes.ts'

type Content = Omit<SomeFieldsOf<typeof sealedFile>, 'matter'>

/**
 * Seals one person or account of a matter: the cover with a drawn code, and the file behind it under a key of its own.
 * Returns the cover's id and code.
 */
export async function sealPerson(
  context: ActContext,
  given: { matter: string; part: string; content: Content; id?: string },
): Promise<{ id: string; code: string }> {
  const { matter, part, content, id = randomUUID() } = given
  const code = await drawPersonCode(context.tx, part)
  await context.insert(sealedPerson, id, {}, { matter, code, part })
  await context.insert(sealedFile, id, {}, { matter, ...content } as SomeFieldsOf<typeof sealedFile>)
  if (part === 'victim') await noteIdentity(context, { id, matter }, content)
  return { id, code }
}

/** Whether there is anything to seal. */
export const isEmptyContent = (content: Partial<SealedFile>): boolean =>
  Object.values(content).every(
    (value) => value === null || value === undefined || (Array.isArray(value) && value.length === 0),
  )
