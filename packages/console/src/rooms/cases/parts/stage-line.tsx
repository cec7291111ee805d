import { type CaseFile, type CaseStage, caseStages, type Day, formatDayZh } from '@hulei/core'
import { useNames } from '../../../shell/session.tsx'
import { casesText as text } from '../cases.text.ts'

const usual: readonly CaseStage[] = [
  'received',
  'filed',
  'arrest-asked',
  'arrested',
  'transferred',
  'prosecuted',
  'judged',
  'closed',
]

/** The stages of a case with their days; where it ended before a judgment, the end stands in their place. */
export function StageLine({ of }: { of: CaseFile }) {
  const names = useNames()
  const dayOf = (stage: CaseStage) => of[caseStages[stage].day] as Day | null
  const stages = of.endingOn
    ? [...usual.filter((stage) => stage !== 'closed' && dayOf(stage)), 'ended' as const, 'closed' as const]
    : usual
  return (
    <>
      <ol className="case-stages" aria-label={text.stages}>
        {stages.map((stage) => {
          const day = dayOf(stage)
          const classes = [day && 'is-reached', stage === of.stage && 'is-now'].filter(Boolean).join(' ')
          return (
            <li
              key={stage}
              className={classes}
              {...(stage === of.stage && { 'aria-current': 'step' as const })}
            >
              <span aria-hidden="true">{day ? '●' : '○'}</span>{' '}
              {stage === 'ended' ? names('caseEndings', of.ending) : names('caseStages', stage)}
              <small>{day ? text.reached(formatDayZh(day)) : text.notReached}</small>
            </li>
          )
        })}
      </ol>
      {of.endingReason && (
        <p className="quiet">{text.ended(names('caseEndings', of.ending), of.endingReason)}</p>
      )}
    </>
  )
}
