import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import type { TestApp } from '../leads-fixture.ts'

export type Sent = {
  readonly status: number
  readonly body: string
  readonly headers: Record<string, unknown>
}
type File = { readonly name: string; readonly type?: string; readonly bytes: Buffer }

/** A form as a browser sends it: the words in their order, then the files. */
export function formBody(words: Readonly<Record<string, string>>, files: readonly File[] = []) {
  const boundary = `----${randomUUID()}`
  const parts: Buffer[] = []
  for (const [name, value] of Object.entries(words))
    parts.push(
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    )
  for (const { name, type = 'image/jpeg', bytes } of files) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="photos"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`
    parts.push(Buffer.from(head), bytes, Buffer.from('\r\n'))
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return { payload: Buffer.concat(parts), contentType: `multipart/form-data; boundary=${boundary}` }
}

/** Sends a form of the public's pages, from an address of its own unless said. */
export async function sendForm(
  app: TestApp,
  url: string,
  words: Readonly<Record<string, string>>,
  {
    files,
    from = freshAddress(),
    headers = {},
  }: { files?: readonly File[]; from?: string; headers?: object } = {},
): Promise<Sent> {
  const { payload, contentType } = formBody(words, files)
  const answer = await app.app.inject({
    method: 'POST',
    url,
    payload,
    remoteAddress: from,
    headers: { 'content-type': contentType, ...headers },
  })
  return { status: answer.statusCode, body: answer.body, headers: answer.headers }
}

let drawn = 0
/** An address that nobody else has. */
export const freshAddress = (): string => {
  drawn += 1
  return `10.${(drawn >> 16) & 255}.${(drawn >> 8) & 255}.${drawn & 255}`
}

/** The code on the page that follows a report. */
export const codeOn = (page: string): string => /class="code">([0-9A-Z-]+)</.exec(page)?.[1] ?? ''

export const photo = (colour: string): Promise<Buffer> =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()
