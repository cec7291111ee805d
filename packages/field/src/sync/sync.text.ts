/** What the line to the server says by itself. */
export const syncText = {
  unreadable: '手机里存的内容坏了，读不出来。请不要清理浏览器数据，把手机带到乡镇办公室。',
} as const
