import { emptyVisit, extraOf, faultAt, isComplete, lackOf, visitInput } from '@hulei/core'
import { Alert, App, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import { dropDraft, findDraft, keepDraft } from '../draft.ts'
import { SaveBar, SaveProblem } from '../parts/save-bar.tsx'
import { useSignatureUpload } from '../parts/save-visit.ts'
import type { SignaturePadControl } from '../parts/signature-pad.tsx'
import { VisitForm } from '../parts/visit-form.tsx'
import { visitsText as text } from '../visits.text.ts'
import '../visits.css'

export type Sibling = { id: string; name: string; household: string | null; guardianName: string | null }

/** Recording a visit to a child, and to the others of the household. */
export function Page() {
  const [params] = useSearchParams()
  const child = params.get('child')
  const first = useRead<Sibling>(child ? `/api/registers/child/${child}` : null)
  const household = first.data?.household ?? null
  const others = useRead<{ rows: Sibling[] }>(
    household ? withQuery('/api/registers/child', { household, fields: 'name,household' }) : null,
  )
  if (!child) {
    return <Nothing action={<Link to="/visits">{text.toList}</Link>}>{text.noChild}</Nothing>
  }
  return (
    <div className="page visits">
      <PageHead title={text.record}>{first.data?.name}</PageHead>
      <Answer of={first}>
        {(chosen) =>
          household && !others.data ? (
            <Answer of={others}>{() => null}</Answer>
          ) : (
            <Recording child={chosen} household={others.data?.rows ?? [chosen]} />
          )
        }
      </Answer>
    </div>
  )
}

function Recording({ child, household }: { child: Sibling; household: readonly Sibling[] }) {
  const { actor, township, playbook } = useSession()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const fresh = () =>
    emptyVisit({
      today: township.today,
      visitor: actor.name,
      children: household.map((each) => each.id),
      first: child.id,
      outcome: playbook.visitOutcomes[0]?.id ?? null,
    })
  const [restored] = useState(() => findDraft(actor.post, child.id))
  const [isRestored, setRestored] = useState(restored !== undefined)
  const [values, setValues] = useState({ ...fresh(), ...restored?.values })
  const [record, setRecord] = useState(() => restored?.record ?? crypto.randomUUID())
  const [hasInk, setInk] = useState(false)
  const pad = useRef<SignaturePadControl>(null)
  const signature = useSignatureUpload()
  const { perform, isBusy, problem } = usePerform()
  const [start] = useState(() => JSON.stringify(fresh()))
  useEffect(() => {
    if (JSON.stringify(values) !== start) keepDraft(actor.post, child.id, { record, values })
  }, [actor.post, child.id, record, values, start])

  const lack = lackOf(values, playbook.visitForm, hasInk)
  const counts = playbook.visitOutcomes.find((each) => each.id === values.outcome)?.counts ?? false
  const save = async () => {
    const drawn = await signature.send(pad.current)
    if (!drawn) return
    const signatureFile = drawn.length > 0 ? drawn : values.signatureFile
    // The signature has arrived: whatever becomes of the act, nobody is asked to sign twice.
    setValues({ ...values, signatureFile })
    const reply = await perform({
      act: 'visit.record',
      record,
      input: { ...visitInput(values), signatureFile },
      ...extraOf(values),
    })
    if (!reply) return
    dropDraft(actor.post, child.id)
    void message.success(!counts || isComplete(lack) ? text.saved : text.savedNotCounted, 4)
    void navigate('/visits')
  }
  const discard = () => {
    dropDraft(actor.post, child.id)
    setValues(fresh())
    setRecord(crypto.randomUUID())
    setRestored(false)
  }
  const refused = problem ?? signature.problem
  return (
    <>
      {isRestored && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12, maxWidth: 720 }}
          title={text.restored}
          action={<Button onClick={discard}>{text.discard}</Button>}
        />
      )}
      <VisitForm
        values={values}
        onChange={setValues}
        household={household}
        pad={pad}
        onInk={setInk}
        faultOf={(field) => faultAt(problem?.faults, field)}
      />
      {refused && (
        <SaveProblem problem={refused}>
          {refused.code === 'record.exists' && (
            <Alert
              type="success"
              showIcon
              title={text.savedBefore}
              action={
                <Link to={`/visits/${record}`} onClick={() => dropDraft(actor.post, child.id)}>
                  {text.openSaved}
                </Link>
              }
            />
          )}
        </SaveProblem>
      )}
      <SaveBar
        lack={lack}
        counts={counts}
        isBusy={isBusy || signature.isSending}
        onSave={() => void save()}
      />
    </>
  )
}
