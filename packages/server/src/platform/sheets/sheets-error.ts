import { Refusal } from '../errors.ts'

/** Why a file is refused: what a person should do next, and the status of a route that has nothing better to say. */
const refusals = {
  'sheets.too-large': { status: 413, sentence: '请按村拆成几个文件，或删去无关的行、列和工作表，再导入。' },
  'sheets.bomb': {
    status: 422,
    sentence:
      '文件内容异常，展开后大得不合常理，为安全起见没有读取。请用 Excel 或 WPS 打开原表，另存为新的 .xlsx 再试。',
  },
  'sheets.encrypted': {
    status: 422,
    sentence: '工作簿设了打开密码，无法读取。请在 Excel 或 WPS 里取消密码，保存后再导入。',
  },
  'sheets.old-xls': {
    status: 422,
    sentence:
      '这是旧格式的表格（.xls 或 .et）。请在 Excel 或 WPS 里打开，点“另存为”，选“Excel 工作簿（.xlsx）”，再导入。',
  },
  'sheets.binary-workbook': {
    status: 422,
    sentence: '这是二进制工作簿（.xlsb）。请在 Excel 里打开，点“另存为”，选“Excel 工作簿（.xlsx）”，再导入。',
  },
  'sheets.not-a-workbook': { status: 422, sentence: '请选择 .xlsx 格式的表格。' },
  'sheets.damaged': {
    status: 422,
    sentence: '文件不完整或已损坏。请重新拷贝一份；如能打开，另存为新的 .xlsx 再试。',
  },
  'sheets.wrong-mapping': { status: 422, sentence: '请重新选择表头行和各列的含义。' },
} as const satisfies Record<string, { status: number; sentence: string }>

/** Stable names of the ways in which a file can be refused. */
export type SheetsErrorCode = keyof typeof refusals

/**
 * A file that cannot be read as a ledger. `message` is a Chinese sentence: what was `found` (where there is more to say
 * than the code does), then what to do. `cause` is for the log.
 */
export class SheetsError extends Refusal {
  override readonly name = 'SheetsError'
  override readonly code: SheetsErrorCode

  constructor(code: SheetsErrorCode, found = '', cause?: unknown) {
    super(code, refusals[code].status, found + refusals[code].sentence, { cause })
    this.code = code
  }
}
