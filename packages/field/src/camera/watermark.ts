/**
 * A picture as it came, and the same with its watermark; each with the SHA-256 of its bytes (hex). Of one that is larger
 * than the server takes, the original is a scaled copy, and the watermark says so.
 */
export type Shot = {
  readonly original: PictureFile
  readonly marked: PictureFile
  readonly isScaled: boolean
}
export type PictureFile = {
  readonly sha256: string
  readonly mediaType: 'image/jpeg' | 'image/png'
  readonly bytes: Uint8Array<ArrayBuffer>
}

// Enough to read a face or a page, and small enough for a village's line.
const LONGEST_SIDE = 1600
const QUALITY = 0.82

// What the server takes of one picture (`platform/files/file-type.ts`, `pictures.ts`).
const MOST_BYTES = 20 * 1024 * 1024
const MOST_PIXELS = 70_000_000
/** Longest side of the copy that is kept where the original is too large: a page can still be read. */
const COPY_SIDE = 3600

/** What was chosen is no picture, or one that this phone cannot open. */
export class UnreadablePicture extends Error {}

/**
 * Bakes lines of words into the foot of a picture: time, place, village, visitor, the child's code, never a name. The
 * original is kept beside it, untouched; `scaledLine` is added where it had to be made smaller.
 */
export async function watermarked(source: Blob, lines: readonly string[], scaledLine: string): Promise<Shot> {
  const picture = await createImageBitmap(source, { imageOrientation: 'from-image' }).catch(() => {
    throw new UnreadablePicture()
  })
  try {
    const isScaled = source.size > MOST_BYTES || picture.width * picture.height > MOST_PIXELS
    const marked = drawn(picture, LONGEST_SIDE)
    drawLines(marked, isScaled ? [...lines, scaledLine] : lines)
    // What the gallery gives may be anything that the browser can show; the server takes JPEG.
    const isKept = !isScaled && source.type === 'image/jpeg'
    const original = isKept
      ? source
      : await toBlob(
          drawn(picture, isScaled ? COPY_SIDE : Math.max(picture.width, picture.height)),
          'image/jpeg',
        )
    return {
      original: await pictureFile(original),
      marked: await pictureFile(await toBlob(marked, 'image/jpeg')),
      isScaled,
    }
  } finally {
    picture.close()
  }
}

/** A picture on a canvas, scaled down until its longest side fits. */
function drawn(picture: ImageBitmap, longestSide: number): HTMLCanvasElement {
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  penOf(canvas).drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext('2d')
  if (!pen) throw new UnreadablePicture()
  return pen
}

function drawLines(canvas: HTMLCanvasElement, lines: readonly string[]): void {
  const pen = penOf(canvas)
  const { width, height } = canvas
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

export const toBlob = (canvas: HTMLCanvasElement, type: PictureFile['mediaType']): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new UnreadablePicture())), type, QUALITY),
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
