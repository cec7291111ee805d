import { act, amendment } from '../../acts/index.ts'
import { code, text } from '../../kinds/index.ts'
import { surveyForm, surveyQuestions } from './survey-form.kind.ts'

const { toldLeader, remark, reported } = surveyForm.fields

/** Hands in the month's form. Everything that is left out is 0, so that nothing found is one tap. */
export const handInSurvey = act('survey.hand-in', {
  title: '交线索排查表',
  kind: surveyForm,
  on: 'new',
  by: ['village', 'officer', 'office', 'school', 'police'],
  onPhone: true,
  input: {
    month: text('月份', { max: 7 }).hinted('如2024-05；不填就是本月').optional(),
    onVillage: code('村', { list: 'villages' }).optional(),
    harmed: surveyQuestions.harmed.optional(),
    beaten: surveyQuestions.beaten.optional(),
    neglected: surveyQuestions.neglected.optional(),
    venues: surveyQuestions.venues.optional(),
    online: surveyQuestions.online.optional(),
    others: surveyQuestions.others.optional(),
    reported: reported.optional(),
    toldLeader: toldLeader.optional(),
    remark,
  },
})

export const amendSurvey = amendment('survey.amend', {
  title: '更正线索排查表',
  kind: surveyForm,
  by: surveyForm.writers,
  onPhone: true,
  input: { ...surveyQuestions, reported, toldLeader, remark },
})
