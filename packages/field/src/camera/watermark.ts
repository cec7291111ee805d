/** A picture as it came, and the same with its watermark; each with the SHA-256 of its bytes (hex). */
export type Shot = { readonly original: PictureFile; readonly marked: PictureFile }
export type PictureFile = {
  readonly sha256: string
  readonly mediaType: 'image/jpeg' | 'image/png'
  readonly bytes: Uint8Array<ArrayBuffer>
}

// Enough to read a face or a page, and small enough for a village's line.
const LONGEST_SIDE = 1600
const QUALITY = 0.82

/**
 * Bakes lines of words into the foot of a picture: time, place, village, visitor, the child's code, never a name. The
 * original is kept beside it, untouched.
 */
export async function watermarked(source: Blob, lines: readonly string[]): Promise<Shot> {
  const picture = await createImageBitmap(source, { imageOrientation: 'from-image' })
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
    const width = Math.round(picture.width * scale)
    const height = Math.round(picture.height * scale)
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('No canvas')
    pen.drawImage(picture, 0, 0, width, height)
    drawLines(pen, lines, width, height)
    return {
      original: await pictureFile(await jpegOf(source)),
      marked: await pictureFile(await toBlob(canvas, 'image/jpeg')),
    }
  } finally {
    picture.close()
  }
}

function drawLines(
  pen: CanvasRenderingContext2D,
  lines: readonly string[],
  width: number,
  height: number,
): void {
  const size = Math.max(18, Math.round(Math.min(width, height) / 26))
  const step = Math.round(size * 1.4)
  const top = height - step * lines.length - Math.round(size * 0.6)
  pen.fillStyle = 'rgba(0, 0, 0, 0.55)'
  pen.fillRect(0, top, width, height - top)
  pen.fillStyle = '#fff'
  pen.font = `${size}px "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif`
  pen.textBaseline = 'top'
  for (const [index, line] of lines.entries()) {
    pen.fillText(line, size * 0.6, top + size * 0.4 + index * step, width - size * 1.2)
  }
}

/** What the gallery gives may be anything that the browser can show; the server takes JPEG. */
async function jpegOf(source: Blob): Promise<Blob> {
  if (source.type === 'image/jpeg') return source
  const picture = await createImageBitmap(source)
  const canvas = document.createElement('canvas')
  canvas.width = picture.width
  canvas.height = picture.height
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  picture.close()
  return await toBlob(canvas, 'image/jpeg')
}

export const toBlob = (canvas: HTMLCanvasElement, type: PictureFile['mediaType']): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large'))),
      type,
      QUALITY,
    ),
  )

export async function pictureFile(blob: Blob): Promise<PictureFile> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const mediaType = blob.type === 'image/png' ? 'image/png' : 'image/jpeg'
  return { sha256: await sha256Of(bytes), mediaType, bytes }
}

export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** PNG begins with 0x89; of the two that this app makes, the other is JPEG. */
export const mediaTypeOf = (bytes: Uint8Array): PictureFile['mediaType'] =>
  bytes[0] === 0x89 ? 'image/png' : 'image/jpeg'
