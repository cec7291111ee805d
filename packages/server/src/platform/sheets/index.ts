export {
  type FaultRow,
  type FaultSheet,
  faultRowOf,
  headingsOf,
  writeFaultWorkbook,
} from './fault-workbook.ts'
export type {
  ColumnSpec,
  Ledger,
  LedgerCell,
  LedgerColumn,
  LedgerProgress,
  LedgerRow,
  LedgerSheet,
  ReadLedgerOptions,
  SheetMapping,
  SkipReason,
} from './ledger.ts'
export { defaultLimits, type SheetLimits } from './limits.ts'
export type { CellKind, LedgerFormat } from './raw-sheet.ts'
export { readLedger } from './read-ledger.ts'
export { SheetsError, type SheetsErrorCode } from './sheets-error.ts'
export type { WrittenKind } from './workbook-styles.ts'
export { type WrittenCell, type WrittenSheet, writeWorkbook } from './write-workbook.ts'
