import { type BulletinView, formatMonthZh, type Month } from '@hulei/core'
import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { downloadUrl } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useSession } from '../../../shell/session.tsx'
import { Answer, ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import '../bulletin.css'
import { BulletinState } from '../parts/bulletin-state.tsx'
import { ChangesPanel } from '../parts/changes-panel.tsx'
import { FiguresPanel, FrozenPanel } from '../parts/figures-panel.tsx'
import { IssueDialog } from '../parts/issue-dialog.tsx'
import { Paper } from '../parts/paper.tsx'
import { supervisionText as text } from '../supervision.text.ts'
import { useDraft } from '../use-draft.ts'

/** 通报工作室: the figures at the left, the paper as it will print at the right. */
export function Page() {
  const { id = '' } = useParams()
  const view = useRead<BulletinView>(`/api/bulletins/${id}`)
  return (
    <div className="page">
      <Answer of={view}>{(data) => <Studio key={data.bulletin.id} view={data} />}</Answer>
    </div>
  )
}

function Studio({ view }: { view: BulletinView }) {
  const { bulletin, paper, changes, figures } = view
  const session = useSession()
  const { message } = App.useApp()
  const { perform, isBusy, problem } = usePerform()
  const [isIssuing, setIssuing] = useState(false)
  const draft = useDraft(bulletin)
  const may = (act: string) => session.acts.includes(act)
  const isDraft = bulletin.status === 'draft'
  const isEditable = isDraft && may('bulletin.edit')
  const save = async () => {
    const { id } = bulletin
    const request = { act: 'bulletin.edit', record: id, version: draft.version, reason: text.saveReason }
    if (!(await perform({ ...request, input: draft.input }))) return
    draft.saved()
    void message.success(text.saved)
  }
  const refresh = async () => {
    if (await perform({ act: 'bulletin.refresh', record: bulletin.id, input: {} }))
      void message.success(text.refreshed)
  }
  return (
    <>
      <PageHead
        title={isDraft ? text.studio : text.bulletins}
        actions={
          <>
            <Link to="/bulletins">
              <Button>{text.back}</Button>
            </Link>
            <Button href={downloadUrl(`/api/bulletins/${bulletin.id}/document.docx`)}>{text.word}</Button>
            <Button onClick={() => window.print()}>{text.print}</Button>
            {bulletin.status === 'issued' && may('bulletin.draft') && <Supersede view={view} />}
            {isEditable && (
              <Button
                type={draft.isDirty ? 'primary' : 'default'}
                disabled={!draft.isDirty}
                loading={isBusy}
                onClick={save}
              >
                {text.save}
              </Button>
            )}
            {isDraft && may('bulletin.issue') && (
              <Button
                type={draft.isDirty ? 'default' : 'primary'}
                disabled={draft.isDirty}
                title={draft.isDirty ? text.unsaved : ''}
                onClick={() => setIssuing(true)}
              >
                {text.issue}
              </Button>
            )}
          </>
        }
      >
        {formatMonthZh(bulletin.month as Month)}　<BulletinState status={bulletin.status} />
        {bulletin.supersedes && isDraft && (
          <>
            　{text.supersedes}
            <Link to={`/bulletins/${bulletin.supersedes}`}>{text.old}</Link>
          </>
        )}
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
      {view.persons.length > 0 && (
        <Alert
          className="no-print"
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          title={text.persons(view.persons.join(text.comma))}
        />
      )}
      {bulletin.status === 'superseded' && (
        <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={text.supersededBy} />
      )}
      <div className="bulletin-studio">
        <aside className="no-print">
          {isEditable && <ChangesPanel changes={changes} isBusy={isBusy} onRefresh={refresh} />}
          {figures && <FiguresPanel figures={figures} />}
          {!isDraft && <FrozenPanel view={view} />}
        </aside>
        <Paper
          paper={paper}
          title={draft.title}
          blocks={draft.blocks}
          draft={isEditable ? draft : undefined}
        />
      </div>
      {isIssuing && <IssueDialog view={view} onClose={() => setIssuing(false)} />}
    </>
  )
}

/** Begins the bulletin that replaces an issued one. */
function Supersede({ view }: { view: BulletinView }) {
  const navigate = useNavigate()
  const { message } = App.useApp()
  const { perform, isBusy } = usePerform()
  const { month, id } = view.bulletin
  const draft = async () => {
    const record = crypto.randomUUID()
    const reply = await perform({ act: 'bulletin.draft', record, input: { month, supersedes: id } })
    if (reply) void navigate(`/bulletins/${record}`)
    else void message.error(text.notReplaced)
  }
  return (
    <Button loading={isBusy} onClick={draft}>
      {text.supersede}
    </Button>
  )
}
