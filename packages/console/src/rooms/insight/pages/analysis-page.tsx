import { type AnalysisView, formatMonthZh, type Month } from '@hulei/core'
import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { downloadUrl } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useSession } from '../../../shell/session.tsx'
import { Answer, ProblemNote } from '../../../shell/states.tsx'
import { hueColours } from '../../../shell/theme.ts'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import { ChangesPanel, Paper, useDraft } from '../../supervision/index.ts'
import { insightText as text } from '../insight.text.ts'
import { AnalysisState } from '../parts/analysis-state.tsx'
import { Charts } from '../parts/charts.tsx'
import { IssueDialog } from '../parts/issue-dialog.tsx'

/** One analysis: its figures as bars at the left, the paper as it will print at the right. */
export function Page() {
  const { id = '' } = useParams()
  const view = useRead<AnalysisView>(`/api/analyses/${id}`)
  return (
    <div className="page">
      <Answer of={view}>{(data) => <Studio key={data.analysis.id} view={data} />}</Answer>
    </div>
  )
}

function Studio({ view }: { view: AnalysisView }) {
  const { analysis, paper, changes, persons, isIntact } = view
  const session = useSession()
  const { message } = App.useApp()
  const { perform, isBusy, problem } = usePerform()
  const [isIssuing, setIssuing] = useState(false)
  const draft = useDraft(analysis)
  const isDraft = analysis.status === 'draft'
  const isEditable = isDraft && session.acts.includes('analysis.edit')
  const save = async () => {
    const { id } = analysis
    const request = { act: 'analysis.edit', record: id, version: draft.version, reason: text.saveReason }
    if (!(await perform({ ...request, input: draft.input }))) return
    draft.saved()
    void message.success(text.saved)
  }
  const refresh = async () => {
    if (await perform({ act: 'analysis.refresh', record: analysis.id, input: {} }))
      void message.success(text.refreshed)
  }
  return (
    <>
      <PageHead
        title={text.analysis}
        actions={
          <>
            <Link to="/analyses">
              <Button>{text.back}</Button>
            </Link>
            <Button href={downloadUrl(`/api/analyses/${analysis.id}/document.docx`)}>{text.word}</Button>
            <Button onClick={() => window.print()}>{text.print}</Button>
            {isEditable && (
              <>
                <Button
                  type={draft.isDirty ? 'primary' : 'default'}
                  disabled={!draft.isDirty}
                  loading={isBusy}
                  onClick={save}
                >
                  {text.save}
                </Button>
                <Button
                  type={draft.isDirty ? 'default' : 'primary'}
                  disabled={draft.isDirty}
                  title={draft.isDirty ? text.unsaved : ''}
                  onClick={() => setIssuing(true)}
                >
                  {text.issue}
                </Button>
              </>
            )}
          </>
        }
      >
        {formatMonthZh(analysis.month as Month)}　<AnalysisState status={analysis.status} />
      </PageHead>
      {problem && <ProblemNote problem={problem} />}
      {draft.isDirty && (
        <Alert
          className="no-print"
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={text.unsaved}
          action={<Button onClick={draft.discard}>{text.discard}</Button>}
        />
      )}
      {persons.length > 0 && (
        <Alert
          className="no-print"
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          title={text.persons(persons.join(text.comma))}
        />
      )}
      <div className="bulletin-studio">
        <aside className="no-print">
          {isEditable && <ChangesPanel changes={changes} isBusy={isBusy} onRefresh={refresh} />}
          <Charts blocks={analysis.blocks} />
          {isIntact !== null && (
            <section className="sheet">
              <h2 className="section">{text.frozen}</h2>
              <p style={{ color: hueColours[isIntact ? 'good' : 'bad'] }}>
                <span aria-hidden="true">{isIntact ? '●' : '■'}</span> {isIntact ? text.intact : text.broken}
              </p>
            </section>
          )}
        </aside>
        <Paper
          paper={paper}
          title={draft.title}
          blocks={draft.blocks}
          draft={isEditable ? draft : undefined}
        />
      </div>
      {isIssuing && <IssueDialog of={analysis} onClose={() => setIssuing(false)} />}
    </>
  )
}
