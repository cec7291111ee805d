import {
  acts,
  type Day,
  formatDayZh,
  type ImpactAssessment,
  type ImpactDue,
  type ProcessingEntry,
} from '@hulei/core'
import { Alert, App, Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { ActDrawer, ActForm, type Doing } from '../../../registers/index.ts'
import { downloadUrl } from '../../../shell/api.ts'
import { FormDrawer } from '../../../shell/form-drawer.tsx'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useMay } from '../../../shell/use-may.ts'
import { useRead } from '../../../shell/use-read.ts'
import '../protection.css'
import { impactText as text } from '../impact.text.ts'
import { ImpactState } from '../parts/impact-state.tsx'

type Assessment = Omit<ImpactAssessment, 'covers'> & { readonly kinds: number }
type View = {
  readonly assessments: readonly Assessment[]
  readonly processing: readonly ProcessingEntry[]
  readonly changes: readonly string[]
  readonly due: ImpactDue
}

/** 影响评估: when the next is due, those that were made, and what is processed of minors today. */
export function Page() {
  const may = useMay()
  const [isAssessing, setAssessing] = useState(false)
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const read = useRead<View>('/api/impact-assessments')
  const mayAssess = may('impact.assess')
  return (
    <div className="page">
      <PageHead
        title={text.title}
        actions={
          mayAssess && (
            <Button type="primary" disabled={!read.data} onClick={() => setAssessing(true)}>
              {text.assess}
            </Button>
          )
        }
      >
        {text.note}
      </PageHead>
      <Answer of={read}>
        {(view) => (
          <div style={{ display: 'grid', gap: 16, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            <DueNote view={view} />
            <section className="sheet" aria-label={text.past}>
              <h2 className="section">{text.past}</h2>
              {view.assessments.length === 0 && <Nothing>{mayAssess ? text.none : text.noneToRead}</Nothing>}
              {view.assessments.map((each) => (
                <Assessed key={each.id} of={each} onDo={setDoing} />
              ))}
            </section>
            <Processing of={view.processing} />
            {isAssessing && <AssessDrawer view={view} onClose={() => setAssessing(false)} />}
          </div>
        )}
      </Answer>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </div>
  )
}

const dueTypes = {
  none: 'error',
  over: 'error',
  changed: 'warning',
  soon: 'warning',
  fine: 'success',
} as const

function DueNote({ view: { due, changes } }: { view: View }) {
  const said = due.state === 'none' ? text.due.none : text.due[due.state](due.on ? formatDayZh(due.on) : '')
  return (
    <Alert
      type={dueTypes[due.state]}
      showIcon
      title={said}
      {...(changes.length > 0 && { description: `${text.changes}：${changes.join(text.comma)}` })}
    />
  )
}

function Assessed({ of, onDo }: { of: Assessment; onDo: (doing: Doing) => void }) {
  const may = useMay()
  const names = useNames()
  const offered = ['impact.amend', 'impact.approve'].filter((act) => may(act, of))
  return (
    <article className="breach-card">
      <div>
        <strong>{of.code}</strong> {names('impactReasons', of.reason)} <ImpactState of={of} />
      </div>
      <div className="quiet">
        {[
          text.assessedBy(of.assessor, formatDayZh(of.assessedOn)),
          ...(of.approvedBy && of.approvedOn
            ? [text.approvedBy(of.approvedBy, formatDayZh(of.approvedOn as Day))]
            : []),
          ...(of.reviewOn && of.status === 'approved' ? [text.reviewOn(formatDayZh(of.reviewOn))] : []),
          `${text.risk}${names('riskLevels', of.risk)}`,
          text.kinds(of.kinds),
        ].join(' · ')}
      </div>
      <div className="no-print" style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <Button size="small" href={downloadUrl(`/api/impact-assessments/${of.id}/document.docx`)}>
          {text.word}
        </Button>
        {offered.map((act) => (
          <Button
            key={act}
            size="small"
            type={act === 'impact.approve' ? 'primary' : 'default'}
            onClick={() => onDo({ act, record: of })}
          >
            {acts.get(act)?.title}
          </Button>
        ))}
      </div>
    </article>
  )
}

/** The form of a new assessment, filled in with what the last one said, or with what holds of every township. */
function AssessDrawer({ view, onClose }: { view: View; onClose: () => void }) {
  const { message } = App.useApp()
  const { township, actor } = useSession()
  const names = useNames()
  const act = acts.get('impact.assess')
  const last = view.assessments[0]
  const { purposes, necessity, impact, measures } = last ?? text.begin(view.processing)
  const reason = !last ? 'first' : view.changes.length > 0 ? 'change' : 'yearly'
  if (!act) return null
  return (
    <FormDrawer title={act.title} onClose={onClose}>
      <ActForm
        act={act}
        begin={{
          input: {
            purposes,
            necessity,
            impact,
            measures,
            reason,
            ...(last && { risk: last.risk }),
            assessor: actor.name,
            assessedOn: township.today,
          },
        }}
        onCancel={onClose}
        onDone={() => {
          onClose()
          void message.success(names('impactStates', 'drafted'))
        }}
      />
    </FormDrawer>
  )
}

function Processing({ of }: { of: readonly ProcessingEntry[] }) {
  return (
    <section className="sheet" aria-label={text.processing(of.length)}>
      <h2 className="section">{text.processing(of.length)}</h2>
      <p className="quiet">{text.processingNote}</p>
      <Table<ProcessingEntry>
        rowKey="kind"
        size="small"
        columns={columns}
        dataSource={of}
        pagination={false}
        scroll={{ x: 860 }}
      />
    </section>
  )
}

const columns: TableColumnsType<ProcessingEntry> = [
  {
    title: text.record,
    key: 'title',
    width: 140,
    render: (_, row) => (row.isSealed ? `${row.title}（${text.sealed}）` : row.title),
  },
  { title: text.purpose, key: 'purpose', render: (_, row) => `${row.purpose}（${row.basis}）` },
  { title: text.readers, key: 'readers', width: 260, render: (_, row) => row.readers.join(text.comma) },
  { title: text.keep, key: 'keep', width: 130, render: (_, row) => row.keep },
]
