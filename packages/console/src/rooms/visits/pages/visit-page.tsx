import {
  acts,
  changedVisit,
  extraOf,
  faultAt,
  kinds,
  lackOf,
  valuesOfVisit,
  visit as visitKind,
} from '@hulei/core'
import { Alert, App, Button, Descriptions, Input, Space } from 'antd'
import { useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import { ActForm, ConflictChoice, isConflict, RecordHistory, Value } from '../../../registers/index.ts'
import { withQuery } from '../../../shell/api.ts'
import { FormDrawer } from '../../../shell/form-drawer.tsx'
import { PageHead } from '../../../shell/page-head.tsx'
import { useSession } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { hueColours } from '../../../shell/theme.ts'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import { HazardsShown } from '../parts/hazard-photos.tsx'
import { SaveBar, SaveProblem } from '../parts/save-bar.tsx'
import { useSignatureUpload } from '../parts/save-visit.ts'
import type { SignaturePadControl } from '../parts/signature-pad.tsx'
import { VisitForm } from '../parts/visit-form.tsx'
import { visitsText as text } from '../visits.text.ts'
import type { Sibling } from './record-visit-page.tsx'
import '../visits.css'

type Opened = Parameters<typeof ActForm>[0]['record'] & { readonly labels: Readonly<Record<string, string>> }

/** One visit: what was found, with its evidence; corrected with a reason, or taken back. */
export function Page() {
  const { id } = useParams()
  const visit = useRead<NonNullable<Opened>>(`/api/registers/visit/${id}`)
  const household = visit.data ? String(visit.data.household ?? '') : ''
  const siblings = useRead<{ rows: Sibling[] }>(
    household
      ? withQuery('/api/registers/child', { household, state: 'all', fields: 'name,household' })
      : null,
  )
  const [isAmending, setAmending] = useState(false)
  return (
    <div className="page visits">
      <Answer of={visit}>
        {(opened) =>
          isAmending ? (
            <Amending visit={opened} siblings={siblings.data?.rows ?? []} onDone={() => setAmending(false)} />
          ) : (
            <Shown visit={opened} siblings={siblings.data?.rows ?? []} onAmend={() => setAmending(true)} />
          )
        }
      </Answer>
    </div>
  )
}

function Shown({
  visit,
  siblings,
  onAmend,
}: {
  visit: NonNullable<Opened>
  siblings: readonly Sibling[]
  onAmend: () => void
}) {
  const { acts: mine, playbook } = useSession()
  const { message } = App.useApp()
  const [isWithdrawing, setWithdrawing] = useState(false)
  const withdraw = acts.get('visit.withdraw')
  const values = valuesOfVisit(visit)
  const nameOf = (child: string) => siblings.find((each) => each.id === child)?.name ?? ''
  const fields = Object.entries(visitKind.fields).filter(
    ([name]) =>
      !['children', 'answers', 'household', 'withdrawnOn', 'hazards', 'hazardPhotos'].includes(name),
  )
  return (
    <>
      <PageHead
        title={text.visit}
        actions={
          !visit.withdrawnOn && (
            <>
              {mine.includes('visit.amend') && <Button onClick={onAmend}>{text.amend}</Button>}
              {mine.includes('visit.withdraw') && (
                <Button danger onClick={() => setWithdrawing(true)}>
                  {text.withdraw}
                </Button>
              )}
            </>
          )
        }
      />
      <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
        {Boolean(visit.withdrawnOn) && <Alert type="warning" showIcon title={text.withdrawn} />}
        <section className="sheet">
          <Descriptions
            column={{ xs: 1, md: 2 }}
            size="small"
            bordered
            items={[
              {
                key: 'children',
                label: text.children,
                span: 'filled',
                children: values.children.map((each) => (
                  <div key={each.child}>
                    <Link to={`/children/${each.child}`}>
                      {text.childLine(nameOf(each.child), each.seen, each.alone)}
                    </Link>
                  </div>
                )),
              },
              ...playbook.visitForm.rows.map((row) => ({
                key: row.id,
                label: row.name,
                children: row.choices.find((choice) => choice.id === values.answers[row.id])?.name ?? '—',
              })),
              {
                key: 'hazards',
                label: text.hazards,
                span: 'filled' as const,
                children: <HazardsShown values={values} />,
              },
              ...fields.map(([name, field]) => ({
                key: name,
                label: field.label,
                children: <Value field={field} value={visit[name]} labels={visit.labels} />,
              })),
            ]}
          />
        </section>
        <section className="sheet">
          <RecordHistory kind="visit" id={visit.id} />
        </section>
      </Space>
      {isWithdrawing && withdraw && (
        <FormDrawer title={withdraw.title} onClose={() => setWithdrawing(false)}>
          <ActForm
            act={withdraw}
            record={visit}
            onCancel={() => setWithdrawing(false)}
            onDone={() => {
              setWithdrawing(false)
              void message.success(text.saved)
            }}
          />
        </FormDrawer>
      )}
    </>
  )
}

function Amending({
  visit,
  siblings,
  onDone,
}: {
  visit: NonNullable<Opened>
  siblings: readonly Sibling[]
  onDone: () => void
}) {
  const { playbook } = useSession()
  const before = valuesOfVisit(visit)
  const [values, setValues] = useState(before)
  const [reason, setReason] = useState('')
  const [hasInk, setInk] = useState(false)
  const pad = useRef<SignaturePadControl>(null)
  const signature = useSignatureUpload()
  const { perform, isBusy, problem, clear } = usePerform()
  const counts = playbook.visitOutcomes.find((each) => each.id === values.outcome)?.counts ?? false
  const save = async () => {
    const drawn = await signature.send(pad.current)
    if (!drawn) return
    const after = drawn.length > 0 ? { ...values, signatureFile: drawn } : values
    setValues(after)
    await amend(changedVisit(before, after), visit.version)
  }
  const amend = async (input: Record<string, unknown>, version: string) => {
    const reply = await perform({
      act: 'visit.amend',
      record: visit.id,
      version,
      ...(reason.trim() && { reason: reason.trim() }),
      input,
      ...extraOf(values),
    })
    if (reply) onDone()
  }
  const refused = problem ?? signature.problem
  const faultOf = (path: string) => problem?.faults.find((fault) => fault.path.startsWith(path))?.message
  return (
    <>
      <PageHead title={text.amend} actions={<Button onClick={onDone}>{kinds.get('visit')?.title}</Button>} />
      <VisitForm
        values={values}
        onChange={setValues}
        household={siblings}
        pad={pad}
        onInk={setInk}
        faultOf={(field) => faultAt(problem?.faults, field)}
      />
      <div className="visit-form" style={{ marginTop: 12 }}>
        <section className="sheet labelled">
          <span>{text.reason}</span>
          <Input.TextArea
            aria-label={text.reason}
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 1, maxRows: 4 }}
            onChange={(event) => setReason(event.target.value)}
          />
          {faultOf('reason') ? (
            <span role="alert" style={{ color: hueColours.bad }}>
              {faultOf('reason')}
            </span>
          ) : (
            <small className="quiet">{text.reasonHint}</small>
          )}
        </section>
      </div>
      {refused && !isConflict(refused) && <SaveProblem problem={refused} />}
      {problem && isConflict(problem) && (
        <ConflictChoice
          problem={problem}
          kind={visitKind}
          onCancel={clear}
          onChosen={({ theirs }, version) => {
            const mine = Object.entries(changedVisit(before, values))
            void amend(Object.fromEntries(mine.filter(([name]) => !theirs.includes(name))), version)
          }}
        />
      )}
      <SaveBar
        lack={lackOf(values, playbook.visitForm, hasInk)}
        counts={counts}
        isBusy={isBusy || signature.isSending}
        onSave={() => void save()}
      />
    </>
  )
}
