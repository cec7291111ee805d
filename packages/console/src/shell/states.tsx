import type { UseQueryResult } from '@tanstack/react-query'
import { Alert, Button, Empty, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import type { ApiProblem } from './api.ts'
import { statesText as text } from './states.text.ts'

/** A problem as a sentence, every fault below it, and its code for whoever is asked for help. */
export function ProblemNote({ problem, again }: { problem: ApiProblem; again?: (() => void) | undefined }) {
  const faults = [...new Set(problem.faults.map((fault) => fault.message))]
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={problem.message}
      description={
        <>
          {faults.length > 1 && (
            <ul style={{ margin: '4px 0', paddingInlineStart: 20 }}>
              {faults.map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          )}
          <small className="quiet">
            {text.code} {problem.code}
          </small>
        </>
      }
      action={again && <Button onClick={again}>{text.again}</Button>}
    />
  )
}

/** The answer of a reading once it is there; before, grey lines, and a problem with a way to try again. */
export function Answer<T>({
  of,
  children,
}: {
  of: UseQueryResult<T, ApiProblem>
  children: (data: T) => ReactNode
}) {
  if (of.data !== undefined)
    return (
      <>
        {of.error && <ProblemNote problem={of.error} again={() => void of.refetch()} />}
        {children(of.data)}
      </>
    )
  if (of.error) return <ProblemNote problem={of.error} again={() => void of.refetch()} />
  return <Skeleton active paragraph={{ rows: 6 }} aria-label={text.loading} />
}

/** Nothing there: says what to do next. */
export function Nothing({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={children}>
      {action}
    </Empty>
  )
}

/** While a page is being fetched. */
export function PageLoading() {
  return (
    <div className="page sheet">
      <Skeleton active paragraph={{ rows: 6 }} aria-label={text.loading} />
    </div>
  )
}
