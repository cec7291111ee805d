import { day, kind, personName, type RecordOf, text } from '../../kinds/index.ts'

/**
 * A work phone: a browser that holds children's data, under the id that it made for itself. Its owner knows it from the
 * app; the office sees every one and can revoke it, which wipes it at its next contact.
 */
export const workPhone = kind('phone', {
  title: '工作手机',
  room: 'organisation',
  basis: '个人信息保护法 第五十一条',
  purpose: '掌握哪些手机存有未成年人信息，丢失或调离时停用',
  owner: 'unit',
  readers: ['office'],
  // Whoever may have a work pack registers the own phone; a phone that one may not read, one cannot change either.
  writers: ['office', 'village', 'officer', 'police', 'school'],
  cleared: ['office'],
  keep: { years: 3, after: 'revokedOn', basis: '网络安全法 第二十一条' },
  endsOn: 'revokedOn',
  fields: {
    holder: personName('使用人'),
    label: text('手机', { max: 60 }),
    account: text('账号', { max: 64 }),
    registeredOn: day('登记日期'),
    /** Written by contacts, at most once a day, not by an act: a line in the log for each day of each phone says nothing. */
    lastContactOn: day('最近联系').optional(),
    revokedOn: day('停用日期').optional(),
  },
})
export type WorkPhone = RecordOf<typeof workPhone>
