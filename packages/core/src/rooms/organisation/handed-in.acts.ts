import { act } from '../../acts/index.ts'
import { code, note } from '../../kinds/index.ts'
import { handedIn } from './handed-in.kind.ts'

const { act: original, body, refusal, message, files } = handedIn.fields

/**
 * Hands a refused act to the office, whoever has a work phone. The act's `record` is the id of the refused one, so that it
 * is handed in once. `village`: whose it is, where a village hands it in.
 */
export const submitHandedIn = act('handed-in.submit', {
  title: '交办公室处理',
  kind: handedIn,
  on: 'new',
  by: ['village', 'officer', 'police', 'school'],
  input: {
    village: code('所在村', { list: 'villages' }).optional(),
    act: original,
    body,
    refusal,
    message,
    files,
  },
})

/** The office has seen to it: what was to be recorded is recorded, or need not be. */
export const takeHandedIn = act('handed-in.take', {
  title: '已代办',
  kind: handedIn,
  on: 'existing',
  by: ['office'],
  input: { answer: note('处理说明', { max: 500 }).optional() },
})

/** Back to the phone, with a sentence that says what to do. */
export const returnHandedIn = act('handed-in.return', {
  title: '退回',
  kind: handedIn,
  on: 'existing',
  by: ['office'],
  input: { answer: note('退回说明', { max: 500 }) },
})
