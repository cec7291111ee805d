import { act, amendment } from '../../acts/index.ts'
import { code, day, matter } from '../../kinds/index.ts'
import { sealedFields } from '../sealing/index.ts'
import { offenderMeeting, youngOffender } from './young-offender.kind.ts'

const { fields } = youngOffender
const returnedOn = fields.returnedOn.hinted('专门教育结束的必填；从返回起每月走访')
const correction = {
  isInCorrection: fields.isInCorrection,
  correctionFrom: fields.correctionFrom,
  correctionTo: fields.correctionTo.hinted('不知道就空着'),
}
const { name, residentId, bornOn, sex, phone, address, school, guardian, story } = sealedFields

/** Opens a file. Who it is goes into a sealed file at once; an officer of justice who opens it has it by name. */
export const openOffender = act('offender.open', {
  title: '失足青少年建档',
  kind: youngOffender,
  on: 'new',
  by: ['police', 'remit:justice'],
  input: {
    fromCase: fields.fromCase,
    ground: fields.ground,
    openedOn: fields.openedOn,
    returnedOn,
    ...correction,
    name: name.hinted('以下密封保存，凭指定才能查看'),
    residentId,
    bornOn,
    sex,
    phone,
    address,
    school,
    guardian,
    story,
  },
})

/** Takes the file on oneself: from then on one answers for it by name. */
export const takeOffender = act('offender.take', {
  title: '领办帮教',
  kind: youngOffender,
  on: 'existing',
  by: ['remit:justice', 'police'],
  input: {},
})

export const amendOffender = amendment('offender.amend', {
  title: '更正档案',
  kind: youngOffender,
  by: ['police', 'remit:justice', 'assigned'],
  input: { ground: fields.ground, openedOn: fields.openedOn, returnedOn, ...correction },
})

export const meetOffender = act('offender.meet', {
  title: '登记帮教',
  kind: offenderMeeting,
  on: 'new',
  by: ['remit:justice', 'assigned'],
  input: {
    matter: matter('失足青少年'),
    metOn: offenderMeeting.fields.metOn,
    way: offenderMeeting.fields.way,
    progress: offenderMeeting.fields.progress,
  },
})

export const closeOffender = act('offender.close', {
  title: '结束帮教',
  kind: youngOffender,
  on: 'existing',
  by: ['remit:justice', 'assigned'],
  input: {
    closedOn: day('结束帮教日期'),
    outcome: code('结束帮教的情形', { list: 'offenderOutcomes' }),
  },
})
