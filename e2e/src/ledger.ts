import { writeWorkbook } from '../../packages/server/src/platform/sheets/index.ts'

/** The right number of the row that is written wrong. */
export const RIGHT_ID = '430699201505061235'

/** A ledger as a township has it, with one row whose identity number is wrong by a digit. All people are invented. */
export async function writeLedger(file: string): Promise<void> {
  const titles = ['序号', '儿童姓名', '性别', '公民身份号码', '所在村', '监护人', '联系电话', '儿童类别']
  await writeWorkbook(file, {
    sheets: [
      {
        name: '重点儿童',
        title: '重点儿童摸底台账',
        note: '填报单位：石桥村　　2024年5月',
        columns: titles.map((title) => ({ title, width: 16, kind: 'text' as const })),
        rows: [
          ['1', '苗小禾', '女', '430699201403021224', '石桥村', '苗大田', '15400001111', '留守'],
          ['2', '苗小满', '男', '430699201505061231', '石桥', '苗大田', '15400001111', '留守、困境'],
          ['小计', '2人', null, null, null, null, null, null],
        ],
      },
    ],
  })
}
