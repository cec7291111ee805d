import { CheckCircleOutlined } from '@ant-design/icons'
import { isComplete, type Lack } from '@hulei/core'
import { Button } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ApiProblem } from '../../../shell/api.ts'
import { ProblemNote } from '../../../shell/states.tsx'
import { visitsText as text } from '../visits.text.ts'

/** What is still missing, and the button to save, always in sight. */
export function SaveBar({
  lack,
  counts,
  isBusy,
  onSave,
}: {
  lack: Lack
  counts: boolean
  isBusy: boolean
  onSave: () => void
}) {
  const missing = [
    lack.answers > 0 && text.lacksAnswers(lack.answers),
    lack.signature && text.lacksSignature,
    lack.photo && text.lacksPhoto,
  ].filter((each) => each !== false)
  const words = !counts ? text.notCounted : isComplete(lack) ? text.complete : text.lacks(missing.join('、'))
  return (
    <div className="save-bar no-print">
      <span style={{ flex: 1 }} role="status">
        {counts && isComplete(lack) && (
          <CheckCircleOutlined style={{ color: '#2e7d32', marginInlineEnd: 6 }} />
        )}
        {words}
      </span>
      <Button type="primary" size="large" loading={isBusy} onClick={onSave}>
        {isBusy ? text.saving : text.save}
      </Button>
    </div>
  )
}

/** Why it was not saved, brought into sight; `children` stand instead where a better answer is known. */
export function SaveProblem({ problem, children }: { problem: ApiProblem; children?: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new problem is shown, even at the same place
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'center' })
  }, [problem])
  return (
    <div ref={place} style={{ maxWidth: 720, paddingBottom: 88 }}>
      {children || <ProblemNote problem={problem} />}
    </div>
  )
}
