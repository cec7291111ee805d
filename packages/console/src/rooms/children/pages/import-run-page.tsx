import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Progress } from 'antd'
import { useEffect } from 'react'
import { useNavigate, useParams } from 'react-router'
import { downloadUrl, send } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { Answer, ProblemNote } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { useSend } from '../../../shell/use-send.ts'
import { childrenText as text } from '../children.text.ts'
import { countOf, type Run, readyRows } from '../import-types.ts'
import { RunRows } from '../parts/run-rows.tsx'
import { RunSheets } from '../parts/run-sheets.tsx'

const LOOK_AGAIN_MS = 1_000

/** One ledger from what was understood of it to what still waits to be mended. */
export function Page() {
  const { id = '' } = useParams()
  const run = useRead<Run>(`/api/children/imports/${id}`)
  const isGoing = run.data?.state === 'reading' || run.data?.state === 'running'
  const queries = useQueryClient()
  const { refetch } = run
  useEffect(() => {
    if (!isGoing) return
    const timer = setInterval(() => void refetch(), LOOK_AGAIN_MS)
    // When it has come to its end, the rows below are looked at anew.
    return () => {
      clearInterval(timer)
      void queries.invalidateQueries()
    }
  }, [isGoing, refetch, queries])
  return (
    <div className="page">
      <Answer of={run}>{(data) => <RunView run={data} />}</Answer>
    </div>
  )
}

function RunView({ run }: { run: Run }) {
  const { post, isBusy, problem } = useSend()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const ready = readyRows(run)
  const rejected = run.sheets.reduce((sum, sheet) => sum + (sheet.refusal ? 0 : sheet.rejected), 0)
  const changes = countOf(run, 'created') + countOf(run, 'updated')
  const isSettled = run.state === 'ready' || run.state === 'done'
  const start = async () => {
    await post(`/api/children/imports/${run.id}/run`, { act: crypto.randomUUID() })
    await queries.invalidateQueries()
  }
  const discard = async () => {
    await send('DELETE', `/api/children/imports/${run.id}`)
    await queries.invalidateQueries()
    void message.success(text.discard)
    void navigate('/children/import')
  }
  return (
    <>
      <PageHead
        title={text.importTitle}
        actions={
          <>
            {run.state !== 'done' && run.state !== 'running' && (
              <Button onClick={() => void discard()}>{text.discard}</Button>
            )}
            {rejected > 0 && (
              <Button href={downloadUrl(`/api/children/imports/${run.id}/rejected.xlsx`)}>
                {text.download}
              </Button>
            )}
            {isSettled && ready > 0 && (changes > 0 || run.state === 'done') && (
              <Button type="primary" loading={isBusy} onClick={() => void start()}>
                {text.import(ready)}
              </Button>
            )}
          </>
        }
      >
        {run.fileName}
      </PageHead>
      {problem && <ProblemNote problem={problem} />}
      <RunState run={run} ready={ready} rejected={rejected} changes={changes} />
      {isSettled && run.sealedCells > 0 && <SealedNote run={run} />}
      {isSettled && <RunSheets run={run} />}
      {isSettled && <RunRows run={run} />}
    </>
  )
}

/** How many cells were sealed instead of written into the register, and why; never whose, nor what they said. */
function SealedNote({ run }: { run: Run }) {
  const next = run.state === 'done' ? text.sealedNext.after : text.sealedNext.before
  return (
    <section className="sheet" style={{ marginBottom: 16 }}>
      <h2 className="section">{text.sealedTitle(run.sealedCells)}</h2>
      {[text.sealedWhy, next].map((line) => (
        <p key={line} style={{ margin: '0 0 4px' }}>
          {line}
        </p>
      ))}
      <p className="quiet" style={{ margin: 0 }}>
        {text.sealedWho}
      </p>
    </section>
  )
}

function RunState({
  run,
  ready,
  rejected,
  changes,
}: {
  run: Run
  ready: number
  rejected: number
  changes: number
}) {
  if (run.state === 'failed') {
    return <Alert type="error" showIcon title={run.failure?.message ?? text.states.failed} />
  }
  if (run.state === 'reading' || run.state === 'running') {
    return (
      <section className="sheet">
        <p style={{ marginTop: 0 }}>{run.state === 'reading' ? text.reading : text.importing}</p>
        <Progress percent={Math.floor(run.progress * 100)} />
      </section>
    )
  }
  const lines = [...(run.toApprove > 0 ? [text.toApproveNote(run.toApprove)] : [])]
  const isUpToDate = run.state === 'ready' && changes === 0 && rejected === 0 && ready > 0
  const headline = isUpToDate
    ? text.upToDate
    : run.state === 'done' && ready === 0
      ? text.doneLine(run.applied, rejected)
      : text.readyLine(ready, rejected)
  return (
    <Alert
      style={{ marginBottom: 16 }}
      type={rejected > 0 ? 'warning' : 'success'}
      showIcon
      title={headline}
      description={lines.length > 0 ? lines.map((line) => <div key={line}>{line}</div>) : undefined}
    />
  )
}
