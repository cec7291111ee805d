import { formatDayZh } from '@hulei/core'
import { DoButton, type Doing } from '../../../registers/index.ts'
import { useNames } from '../../../shell/session.tsx'
import type { CaseRoom } from '../case-types.ts'
import { casesText as text } from '../cases.text.ts'
import { Due, Lines, Section } from './section.tsx'

/** The steps that the plan asks for, with what is missing now. */
export function Checklist({ room, onDo }: { room: CaseRoom; onDo: (doing: Doing) => void }) {
  const names = useNames()
  const given = { matter: room.case.id }
  return (
    <Section
      title={text.checklist}
      actions={
        <DoButton doing={{ act: 'case-step.record', given }} onDo={onDo}>
          {text.addStep}
        </DoButton>
      }
    >
      <Lines none={text.none_}>
        {room.checklist.map((line) => {
          const steps = room.steps.filter((step) => step.step === line.step)
          const isMissing = line.isAsked && line.doneOn === null && line.dueFrom !== null
          return (
            <li key={line.step}>
              <strong className="grow">{line.name}</strong>
              <Due isDone={line.doneOn !== null} isLate={isMissing}>
                {line.doneOn
                  ? text.stepDone(formatDayZh(line.doneOn))
                  : !line.isAsked
                    ? text.stepNotAsked
                    : line.dueFrom
                      ? text.stepMissing(formatDayZh(line.dueFrom))
                      : text.stepLater(names('caseStages', line.stage))}
              </Due>
              {isMissing && (
                <DoButton
                  doing={{ act: 'case-step.record', title: line.name, given: { ...given, step: line.step } }}
                  onDo={onDo}
                >
                  {text.record}
                </DoButton>
              )}
              {steps.map((step) => (
                <span key={step.id} className="words quiet">
                  {formatDayZh(step.doneOn)} {step.units.map((unit) => names('units', unit)).join('、')}
                  {step.result && `：${step.result}`}
                </span>
              ))}
            </li>
          )
        })}
      </Lines>
    </Section>
  )
}
