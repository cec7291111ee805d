import { acts, formatDayZh, type RescuePlan } from '@hulei/core'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { DoButtons, type Doing } from '../../../registers/index.ts'
import { useNames } from '../../../shell/session.tsx'
import { useMay } from '../../../shell/use-may.ts'
import { useMoment } from '../../../shell/use-moment.ts'
import { supportText as text } from '../support.text.ts'
import type { Rescue } from '../support-types.ts'
import { CareMark, TaskMark } from './marks.tsx'
import { Proofs } from './proof-drawer.tsx'

type Part = {
  readonly plan: RescuePlan
  readonly rescue: Rescue
  readonly onDo: (doing: Doing) => void
}

/** A part of a plan: its title, the act that adds to it, and its lines. */
function Lines({
  title,
  none,
  add,
  of: { plan, onDo },
  children,
}: {
  title: string
  none: string
  add: string
  of: Part
  children: readonly ReactNode[]
}) {
  const may = useMay()
  return (
    <>
      <div className="rescue-head">
        <h3>{title}</h3>
        {!plan.closedOn && may(add) && (
          <Button size="small" onClick={() => onDo({ act: add, given: { plan: plan.id } })}>
            {acts.get(add)?.title}
          </Button>
        )}
      </div>
      {children.length === 0 ? <p className="quiet">{none}</p> : <ul className="rescue-lines">{children}</ul>}
    </>
  )
}

/** What units do for the child: by when, how long of the 72 hours is left, what came of it. */
export function Tasks(part: Part) {
  const { plan, rescue, onDo } = part
  const names = useNames()
  const now = useMoment(rescue.now)
  const tasks = rescue.tasks.filter((task) => task.plan === plan.id)
  return (
    <Lines title={text.tasks} none={text.noTasks} add="rescue-task.assign" of={part}>
      {tasks.map((task) => (
        <li key={task.id}>
          <span className="grow">
            <strong>{names('rescueHelps', task.help)}</strong> {names('units', task.unit)}{' '}
            <span className="quiet rescue-code">{task.code}</span>
          </span>
          <TaskMark task={task} />
          <CareMark task={task} now={now} />
          <Proofs of={rescue.proofs.filter((proof) => proof.task === task.id)} />
          <DoButtons
            of={[
              ...(task.careBy && !task.assessedAt ? ['rescue-task.assess'] : []),
              'rescue-task.report',
              'rescue-task.amend',
              'rescue-task.stop',
            ].filter((act) => act !== 'rescue-task.amend' || task.state === 'assigned')}
            record={task}
            onDo={onDo}
          />
          {task.what && <span className="words quiet">{task.what}</span>}
          {task.objection && <span className="words quiet">{text.objected(task.objection)}</span>}
        </li>
      ))}
    </Lines>
  )
}

/** Who agreed to what, and what was taken back. */
export function Consents(part: Part) {
  const { plan, rescue, onDo } = part
  const names = useNames()
  const consents = rescue.consents.filter((each) => each.plan === plan.id)
  return (
    <Lines title={text.consents} none={text.noConsent} add="rescue.consent" of={part}>
      {consents.map((each) => (
        <li key={each.id}>
          <span className="grow">
            {formatDayZh(each.givenOn)}{' '}
            {text.consentLine(
              names('consentGivers', each.by),
              names('consentForms', each.form),
              each.helps.map((help) => names('rescueHelps', help)).join('、'),
            )}
          </span>
          {each.withdrawnOn ? (
            <span className="quiet">{text.withdrawn(formatDayZh(each.withdrawnOn), each.withdrawnWhy)}</span>
          ) : (
            !plan.closedOn && <DoButtons of={['rescue.withdraw-consent']} record={each} onDo={onDo} />
          )}
          <span className="words quiet">
            {[each.isChildHeard ? text.childHeard : text.childNotHeard, text.keptAt(each.keptAt)].join(' · ')}
          </span>
        </li>
      ))}
    </Lines>
  )
}

/** When the plan was looked at, and what was found. */
export function Reviews(part: Part) {
  const { plan, rescue } = part
  const reviews = rescue.reviews.filter((each) => each.plan === plan.id)
  return (
    <Lines title={text.reviews} none={text.noReviews} add="rescue.review" of={part}>
      {reviews.map((each) => (
        <li key={each.id}>
          <span className="grow">{formatDayZh(each.reviewedOn)}</span>
          <span className="quiet">{text.nextOn(formatDayZh(each.nextOn))}</span>
          <span className="words">{each.finding}</span>
        </li>
      ))}
    </Lines>
  )
}
