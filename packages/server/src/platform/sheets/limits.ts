/** How much of a file is read before it is refused. A ledger of 50,000 rows and 30 columns stays well inside. */
export type SheetLimits = {
  /** Bytes of the file as uploaded. */
  readonly fileBytes: number
  /** Bytes of a file that is text (CSV, HTML, XML), which is held in memory while it is read. */
  readonly textBytes: number
  /** Bytes of all parts that are read, inflated. */
  readonly inflatedBytes: number
  /** Inflated to compressed bytes of one part; judged once the part exceeds `ratioFrom` bytes. */
  readonly ratio: number
  readonly ratioFrom: number
  /** Entries of the zip directory. */
  readonly parts: number
  readonly sheets: number
  /** Rows with something in them, per sheet. */
  readonly rows: number
  /** The last column that may hold something. */
  readonly columns: number
  /** Characters of all shared strings together (two bytes each in memory when Chinese). */
  readonly stringCharacters: number
  readonly strings: number
  /** Merged ranges per sheet. */
  readonly merges: number
}

const MB = 1024 * 1024

export const defaultLimits = {
  fileBytes: 50 * MB,
  textBytes: 40 * MB,
  inflatedBytes: 600 * MB,
  ratio: 200,
  ratioFrom: 32 * MB,
  parts: 5_000,
  sheets: 200,
  rows: 200_000,
  columns: 500,
  stringCharacters: 40_000_000,
  strings: 2_000_000,
  merges: 200_000,
} as const satisfies SheetLimits
