/** What values are called where lists, records, history and workbooks say them. */
export const wordsText = {
  yes: '是',
  no: '否',
  notHere: '（不可见）',
  files: (count: number) => `${count} 个文件`,
  asWritten: '原样保存，打开可看',
  hazardPhotos: (hazard: string, count: number) => `${hazard}：${count}张`,
  halves: ['前半段', '后半段'],
  decision: (what: string, unit: string, due: string) => `${what}（${unit}，${due}前）`,
  childCount: (count: number) => `${count} 人`,
  visited: (who: string, seen: number, alone: number) =>
    `${who}，${seen > 0 ? `见到本人 ${seen} 人` : '没有见到本人'}${alone > 0 ? `，单独谈过 ${alone} 人` : ''}`,
} as const
