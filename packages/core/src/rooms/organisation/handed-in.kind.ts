import {
  type AnyKind,
  code,
  day,
  evidence,
  kind,
  note,
  personName,
  type RecordOf,
  text,
} from '../../kinds/index.ts'

/**
 * What a phone wrote down, the server refused, and the worker cannot mend alone: its bytes as they are, with the reason of
 * the refusal. The record's id is that of the refused act. It may be of registers only that the office reads anyway; a
 * village's lies in the village, any other is read by the office and by whoever wrote it.
 */
export const handedIn = kind('handedIn', {
  title: '交办公室处理',
  room: 'organisation',
  basis: '附·村级1',
  purpose: '手机上登记了而系统没有收下的，原样交办公室处理，不让做过的事白做',
  owner: 'unit-or-village',
  readers: ['office', 'own-village', 'own-account'],
  writers: ['office', 'own-village', 'own-account'],
  cleared: ['office', 'own-village', 'own-account'],
  subject: 'self',
  keep: { years: 1, after: 'handedOn', basis: '个人信息保护法 第十九条' },
  endsOn: 'settledOn',
  fields: {
    title: text('要办的事'),
    handedOn: day('交来日期'),
    sender: personName('交来的人'),
    outcome: code('处理结果', { list: 'handedInOutcomes' }).optional(),
    answer: note('处理说明', { max: 500 }).optional(),
    settledOn: day('处理日期').optional(),
    refusal: note('没有收的原因'),
    message: note('交来时的说明', { max: 500 }),
    /** The envelope exactly as the phone wrote it (JSON). */
    body: note('原始内容', { max: 20_000 }),
    files: evidence('照片和签名', { max: 40 }),
    act: text('办理'),
    /** Of whoever handed it in; none in what was handed in before units could. */
    account: text('账号', { max: 64 }).optional(),
  },
})
export type HandedIn = RecordOf<typeof handedIn>

/** Whether an act on such a kind may be handed to the office: whoever is left out of a matter must not find it there. */
export const mayBeHandedIn = ({ readers, matter, isSealed }: AnyKind): boolean =>
  !matter && !isSealed && readers.includes('office')
