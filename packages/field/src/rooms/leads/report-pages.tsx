import { FormPage } from '../../forms/form-page.tsx'
import { CallFirst } from './call-first.tsx'
import { leadsText as text } from './leads.text.ts'

/** 报告可疑情况: the red button, then the form; a sentence is enough. */
export function ReportPage() {
  return (
    <>
      <CallFirst />
      <p class="hint">
        <a href="#/my-reports">{text.mine}</a>
      </p>
      <FormPage id="lead.report" />
    </>
  )
}

/** 登记走失儿童: whoever is asked first owns it; the police are called before anything is typed. */
export function MissingPage() {
  return (
    <>
      <CallFirst note={text.missingFirst} />
      <FormPage id="missing.report" />
    </>
  )
}

/** 交线索排查表: what was found is reported one by one, in the form for it; nothing is written here about anybody. */
export function SurveyPage() {
  return (
    <>
      <p class="banner">
        {text.problems}
        <a class="button" href="#/report">
          {text.report}
        </a>
      </p>
      <FormPage id="survey.hand-in" />
    </>
  )
}
