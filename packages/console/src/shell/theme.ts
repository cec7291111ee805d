import type { StatusHue } from '@hulei/core'
import type { ThemeConfig } from 'antd'

/** The one accent colour. */
export const ACCENT = '#0f6e7c'

/** Colours of the hues of a light; shape and word always stand beside them. Each has 4.5:1 contrast on white. */
export const hueColours = {
  good: '#2e7d32',
  fair: '#1b5fa8',
  warn: '#9a5b00',
  bad: '#b3261e',
  quiet: '#5b6770',
} as const satisfies Record<StatusHue, string>

/** Backgrounds of cells, pale enough for black text. */
export const hueGrounds = {
  good: '#e8f4e9',
  fair: '#e7f0fa',
  warn: '#fcf1de',
  bad: '#fbe9e7',
  quiet: '#f3f5f6',
} as const satisfies Record<StatusHue, string>

export const theme: ThemeConfig = {
  token: {
    colorPrimary: ACCENT,
    colorLink: ACCENT,
    colorInfo: ACCENT,
    colorTextBase: '#1c2427',
    borderRadius: 6,
    fontSize: 14,
    fontFamily:
      '"PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "Source Han Sans SC", sans-serif',
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', bodyBg: '#f5f7f7', headerHeight: 52 },
    Menu: { itemHeight: 36, itemSelectedBg: '#e3f1f2', itemSelectedColor: '#0b5661' },
    Table: { cellPaddingBlockMD: 9 },
  },
}
