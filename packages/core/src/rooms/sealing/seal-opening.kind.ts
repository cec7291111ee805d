import {
  code,
  day,
  flag,
  instant,
  kind,
  matter,
  note,
  personName,
  type RecordOf,
  text,
} from '../../kinds/index.ts'

/** For so long a file opened by somebody assigned stays open (minutes). */
export const OPEN_MINUTES = 30
/** For so long a broken seal stays open (minutes): three hours. */
export const BROKEN_MINUTES = 180

/**
 * One opening of a sealed file: by whom, why, until when. Without a row in force the database shows nothing of the file;
 * a broken seal stays on the office's list until it has been reviewed.
 */
export const sealOpening = kind('sealOpening', {
  title: '密封查看登记',
  room: 'sealing',
  basis: '个人信息保护法 第五十一条；未成年人网络保护条例 第三十六条',
  purpose: '谁在何时因何查看了密封内容；破封须写明理由、限时、告知、复核',
  owner: 'township',
  readers: ['office', 'leader', 'discipline', 'own-account'],
  writers: ['office', 'own-account'],
  cleared: ['office', 'leader', 'discipline', 'own-account'],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 7, after: 'openedOn', basis: '网络安全法 第二十一条' },
  fields: {
    matter: matter(),
    file: matter('密封身份'),
    account: text('账号', { max: 64 }),
    holder: personName('查看人'),
    title: text('岗位', { max: 40 }),
    purpose: code('查看目的', { list: 'openingPurposes' }),
    reason: note('理由', { max: 300 }).optional(),
    isBroken: flag('破封'),
    openedOn: day('查看日期'),
    /** On the real clock, as the database's own: an opening ends even where the business day stands still. */
    until: instant('截止'),
    reviewedOn: day('复核日期').optional(),
    reviewNote: note('复核意见', { max: 300 }).optional(),
  },
})
export type SealOpening = RecordOf<typeof sealOpening>
