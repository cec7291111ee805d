import type { AnyKind } from '@hulei/core'
import { Alert, Button } from 'antd'
import { useNavigate } from 'react-router'
import { useSession } from '../../shell/session.tsx'
import { useRead } from '../../shell/use-read.ts'
import type { RecordRow } from '../act-values.ts'
import { nextStepOf } from '../next-step.ts'

/** What a record calls for, with the one button that leads there; nothing where it calls for nothing. */
export function NextStepNote({ kind, record }: { kind: AnyKind; record: RecordRow }) {
  const navigate = useNavigate()
  const { acts } = useSession()
  const step = nextStepOf(kind, record)
  if (!step || !acts.includes('lead.report')) return null
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBlockEnd: 12 }}
      title={step.words}
      action={
        <Button type="primary" size="small" onClick={() => void navigate(step.to)}>
          {step.button}
        </Button>
      }
    />
  )
}

/** The same for a record that was just made, once it is there. */
export function NextStepOfMade({ kind, id }: { kind: AnyKind; id: string }) {
  const made = useRead<RecordRow>(`/api/registers/${kind.name}/${id}`)
  return made.data ? <NextStepNote kind={kind} record={made.data} /> : null
}
