import type { Day } from '../../calendar/index.ts'
import type { Playbook } from '../../playbook/index.ts'
import type { CaseFile } from './case-file.kind.ts'
import { caseStages, isCaseStage } from './case-stages.ts'
import type { CaseStep } from './case-step.kind.ts'

/** A step that the plan asks for, when it fell due in this case, and when it was done. */
export type ChecklistLine = {
  readonly step: string
  readonly name: string
  /** The stage with which it falls due. */
  readonly stage: string
  /** The day on which the case came to that stage; null while it has not. */
  readonly dueFrom: Day | null
  readonly doneOn: Day | null
  /** Whether the plan asks for it in this case at all. */
  readonly isAsked: boolean
}

type Plan = Pick<Playbook, 'caseChecklist'> & { readonly lists: Playbook['lists'] }

/** With which stage a step falls due: as the plan says, otherwise once the case is filed. */
export const stageOfStep = (plan: Pick<Plan, 'caseChecklist'>, step: string): string =>
  plan.caseChecklist?.find((line) => line.step === step)?.from ?? 'filed'

/** What a case has and lacks of the steps that the plan asks for. */
export function checklistOf(
  plan: Plan,
  of: CaseFile,
  steps: readonly Pick<CaseStep, 'step' | 'doneOn'>[],
): ChecklistLine[] {
  return (plan.lists.caseSteps ?? []).map(({ id, name }) => {
    const stage = stageOfStep(plan, id)
    const done = steps
      .filter((step) => step.step === id)
      .map((step) => step.doneOn)
      .sort()
    return {
      step: id,
      name,
      stage,
      dueFrom: isCaseStage(stage) ? (of[caseStages[stage].day] as Day | null) : null,
      doneOn: done[0] ?? null,
      isAsked: plan.caseChecklist?.find((line) => line.step === id)?.only !== 'listed' || of.isListed,
    }
  })
}
