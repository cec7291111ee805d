/** The types of files that are taken in, told by their first bytes; what a client claims or a name says counts for nothing. */
export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf'

type FileType = {
  readonly mediaType: MediaType
  readonly extension: string
  /** What people call it, for the sentence of a refusal. */
  readonly title: string
  readonly maxMegabytes: number
  readonly matches: (head: Buffer) => boolean
}

const startsWith = (head: Buffer, bytes: string, at = 0) =>
  head.subarray(at, at + bytes.length).equals(Buffer.from(bytes, 'latin1'))

const fileTypes: readonly FileType[] = [
  {
    mediaType: 'image/jpeg',
    extension: 'jpg',
    title: '照片',
    maxMegabytes: 20,
    matches: (head) => startsWith(head, '\xff\xd8\xff'),
  },
  {
    mediaType: 'image/png',
    extension: 'png',
    title: '照片',
    maxMegabytes: 20,
    matches: (head) => startsWith(head, '\x89PNG\r\n\x1a\n'),
  },
  {
    mediaType: 'image/webp',
    extension: 'webp',
    title: '照片',
    maxMegabytes: 20,
    matches: (head) => startsWith(head, 'RIFF') && startsWith(head, 'WEBP', 8),
  },
  {
    mediaType: 'application/pdf',
    extension: 'pdf',
    title: 'PDF文件',
    maxMegabytes: 40,
    matches: (head) => startsWith(head, '%PDF-'),
  },
]

/** How many bytes tell the type. */
export const HEAD_BYTES = 12
/** No file of any type may have more bytes than this. */
export const MOST_BYTES = Math.max(...fileTypes.map((type) => type.maxMegabytes)) * 1024 * 1024

/** The type of a file that begins with these bytes; undefined where it is none that is taken in. */
export const fileTypeOf = (head: Buffer): FileType | undefined => fileTypes.find((type) => type.matches(head))

export const extensionOf = (mediaType: MediaType): string =>
  fileTypes.find((type) => type.mediaType === mediaType)?.extension ?? 'bin'

export const isPicture = (mediaType: MediaType): boolean => mediaType.startsWith('image/')

/** HEIC and its sisters, an iPhone's own format: worth a sentence of its own, since people cannot see the difference. */
export const isHeic = (head: Buffer): boolean =>
  startsWith(head, 'ftyp', 4) && /^(heic|heix|heif|hevc|mif1|msf1)$/.test(head.toString('latin1', 8, 12))
