import { TextDecoder } from 'node:util'
import { SaxesParser } from 'saxes'
import { SheetsError } from './sheets-error.ts'

/** What is heard of a document. Names come without their namespace prefix: some programs write x:row for row. */
export type XmlListener = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

// A workbook nests about ten deep, and its longest run without a tag is one cell's text (32,767 characters).
const MAX_DEPTH = 64
const MAX_SILENCE = 4 * 1024 * 1024

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * Parses chunks of XML, telling the listener; yields after each chunk, so that the caller can hand on what it has gathered
 * and memory stays flat.
 * A DOCTYPE is refused (office files have none; it is how entity bombs are built), as are bottomless nesting and endless text.
 */
export async function* readXml(
  chunks: AsyncIterable<Uint8Array>,
  listener: XmlListener,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let silent = 0
  let depth = 0
  const heard = () => {
    silent = 0
  }
  parser.on('opentag', (tag) => {
    silent = 0
    depth += 1
    if (depth > MAX_DEPTH) throw new SheetsError('sheets.bomb')
    listener.open?.(local(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag) => {
    silent = 0
    depth -= 1
    listener.close?.(local(tag.name))
  })
  const text = (value: string) => {
    silent = 0
    listener.text?.(value)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('comment', heard)
  parser.on('processinginstruction', heard)
  parser.on('doctype', () => {
    throw new SheetsError('sheets.bomb')
  })

  let decoder: TextDecoder | undefined
  try {
    for await (const chunk of chunks) {
      decoder ??= new TextDecoder(encodingOf(chunk))
      silent += chunk.length
      if (silent > MAX_SILENCE) throw new SheetsError('sheets.bomb')
      parser.write(decoder.decode(chunk, { stream: true }))
      yield
    }
    parser.close()
  } catch (error) {
    throw error instanceof SheetsError ? error : new SheetsError('sheets.damaged', '', error)
  }
  yield
}

/** Runs through a small document at once. */
export async function hearXml(chunks: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> {
  for await (const _ of readXml(chunks, listener));
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}
