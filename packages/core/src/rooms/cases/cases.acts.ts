import { act, amendment } from '../../acts/index.ts'
import { code, day, matter, note, ref } from '../../kinds/index.ts'
import { caseFile } from './case-file.kind.ts'
import { caseStep } from './case-step.kind.ts'
import { interview } from './interview.kind.ts'

const { fields } = caseFile
const where = {
  onVillage: code('责任村（属地）', { list: 'villages' }).optional(),
  onSchool: code('涉案学校', { list: 'schools' }).optional(),
}
const marks = {
  specialSuspects: fields.specialSuspects,
  responsibleUnits: fields.responsibleUnits,
  venueType: fields.venueType,
  venue: fields.venue.hinted('写场所名称；被害人的学校和住址写在密封档案里'),
}

/** Opens a case, from a lead that was accepted or without one. Whoever is left out of the lead is left out of it. */
export const openCase = act('case.open', {
  title: '受案',
  kind: caseFile,
  on: 'new',
  by: ['police', 'assigned'],
  input: {
    lead: ref('来源线索', 'lead').optional(),
    receivedOn: fields.receivedOn,
    concerns: fields.concerns,
    setting: fields.setting,
    ...where,
    ...marks,
  },
})

/** Brings a case to its next stage, in the order of the law. */
export const advanceCase = act('case.advance', {
  title: '办理进展',
  kind: caseFile,
  on: 'existing',
  by: ['police', 'assigned'],
  input: {
    to: code('到哪个阶段', { list: 'caseStages' }),
    on: day('日期'),
    ending: fields.ending,
    endingReason: fields.endingReason,
  },
})

/** Puts right what was entered wrongly, or what became known later. */
export const amendCase = amendment('case.amend', {
  title: '更正案件',
  kind: caseFile,
  by: ['police', 'assigned'],
  input: {
    concerns: fields.concerns,
    setting: fields.setting,
    ...where,
    ...marks,
    receivedOn: fields.receivedOn,
    filedOn: fields.filedOn,
    arrestAskedOn: fields.arrestAskedOn,
    arrestedOn: fields.arrestedOn,
    transferredOn: fields.transferredOn,
    prosecutedOn: fields.prosecutedOn,
    judgedOn: fields.judgedOn,
  },
})

/** Lists a case for supervision, or has it handled a level higher (四(三)1). */
export const superviseCase = act('case.supervise', {
  title: '挂牌督办、提级办理',
  kind: caseFile,
  on: 'existing',
  needsReason: true,
  by: ['police', 'office'],
  input: { isListed: fields.isListed, isRaised: fields.isRaised },
})

/** Joins a case with another of the same suspect or gang. */
export const joinCases = act('case.join', {
  title: '串并案件',
  kind: caseFile,
  on: 'existing',
  by: ['police', 'assigned'],
  needsReason: true,
  input: { other: ref('另一起案件', 'caseFile') },
})

export const recordStep = act('case-step.record', {
  title: '登记办案环节',
  kind: caseStep,
  on: 'new',
  by: ['police', 'office', 'assigned'],
  input: {
    matter: matter('案件'),
    step: caseStep.fields.step,
    doneOn: caseStep.fields.doneOn,
    units: caseStep.fields.units,
    result: caseStep.fields.result,
  },
})

export const amendStep = amendment('case-step.amend', {
  title: '更正办案环节',
  kind: caseStep,
  by: ['police', 'office', 'assigned'],
  input: {
    doneOn: caseStep.fields.doneOn,
    units: caseStep.fields.units,
    result: caseStep.fields.result,
  },
})

export const recordInterview = act('interview.record', {
  title: '登记取证询问',
  kind: interview,
  on: 'new',
  by: ['police', 'assigned'],
  input: {
    matter: matter('案件'),
    person: matter('被询问人'),
    heardOn: interview.fields.heardOn,
    byUnit: interview.fields.byUnit,
    isOneStop: interview.fields.isOneStop,
    whyElsewhere: interview.fields.whyElsewhere,
    hasAdult: interview.fields.hasAdult,
    whyAgain: note('再次询问的理由（询问过的才填）', { max: 300 }).optional(),
  },
})
