export const statesText = {
  loading: '正在读取…',
  again: '再试一次',
  code: '代码',
  back: '返回',
} as const
