import { actLine } from '../../forms/act-line.ts'
import { FormPage } from '../../forms/form-page.tsx'
import type { FormValues } from '../../forms/form-values.ts'
import { findForm } from '../../forms/pack-forms.ts'
import type { OpenedAct } from '../../outbox/opened-act.ts'
import { useOpenedActs } from '../../outbox/use-opened-acts.ts'
import { dayOf } from '../../shell/days.ts'
import { useToday } from '../../shell/days-here.ts'
import { useField } from '../../shell/field.ts'
import { CallFirst } from './call-first.tsx'
import { leadsText as text } from './leads.text.ts'

/** Asked only of whoever says that it is one of us. */
const ofInsiders = ['insiderIsLeader', 'insiderUnit', 'insiderVillage', 'insiderSchool', 'insiderName']
/** Asked only of the office, which answers the telephone. */
const ofHotline = ['isByHotline']

/** 报告可疑情况: the red button, then the form; a sentence is enough, and what does not follow is not asked. */
export function ReportPage() {
  const { post } = useField()
  const hidden = ({ fields }: FormValues): ReadonlySet<string> =>
    new Set([...(fields.isInsider === true ? [] : ofInsiders), ...(post.role === 'office' ? [] : ofHotline)])
  return (
    <>
      <CallFirst />
      <p class="hint">
        <a href="#/my-reports">{text.mine}</a>
      </p>
      <FormPage id="lead.report" hidden={hidden} />
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

/**
 * 交线索排查表 of a month (`id`; none: this month): what was found is reported one by one, in the form for it; nothing is
 * written here about anybody. One that was handed in from this phone is put right instead of handed in again.
 */
export function SurveyPage({ id }: { id: string }) {
  const { pack, post } = useField()
  const acts = useOpenedActs()
  const today = useToday()
  const month = /^\d{4}-\d{2}$/.test(id) ? id : today.slice(0, 7)
  const villages = findForm(pack, 'survey.hand-in')?.fields.find(
    (field) => field.name === 'onVillage',
  )?.choices
  // Who works for several villages hands in one for each.
  const isForOne = post.role !== 'village' || (villages?.length ?? 0) <= 1
  const handed = isForOne ? acts?.find((act) => isHandedIn(act, month)) : undefined
  const amend = handed && actLine(handed, pack, acts)?.amend
  return (
    <>
      <p class="banner">
        <span>{text.problems}</span>
        <a class="button" href="#/report">
          {text.report}
        </a>
      </p>
      {handed ? (
        <div class="card">
          <p>{text.handedIn(Number(month.slice(5)))}</p>
          {amend && (
            <a class="button wide" href={`#/${amend}`}>
              {text.amend}
            </a>
          )}
        </div>
      ) : (
        acts && <FormPage key={month} id={`survey.hand-in/${month}`} preset={{ month }} />
      )}
    </>
  )
}

const isHandedIn = ({ row, input }: OpenedAct, month: string): boolean =>
  row.act === 'survey.hand-in' &&
  (row.state === 'waiting' || row.state === 'confirmed') &&
  (input.month ?? dayOf(row.recordedAt).slice(0, 7)) === month
