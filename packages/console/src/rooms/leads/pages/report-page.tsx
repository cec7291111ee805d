import { instantLabel, reportLead } from '@hulei/core'
import { Alert, Button, Tag } from 'antd'
import { useState } from 'react'
import { ActForm } from '../../../registers/index.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import '../reporting.css'
import { reportingText as text } from '../reporting.text.ts'

type Own = {
  readonly id: string
  readonly code: string
  readonly concerns: string
  readonly reportedAt: string
  readonly state: string
  readonly answer: string | null
}
type Outside = { readonly name: string; readonly phone: string }

/** Asked only of whoever says that it is one of us. */
const ofInsiders = ['insiderIsLeader', 'insiderUnit', 'insiderVillage', 'insiderSchool', 'insiderName']
/** Asked only of the office, which answers the telephone. */
const ofHotline = ['isByHotline']

/** 报告可疑情况: 110 first, then the form of the act, then what became of one's own. */
export function Page() {
  const [sent, setSent] = useState<{ readonly outside?: Outside } | undefined>(undefined)
  const own = useRead<{ rows: readonly Own[] }>('/api/leads/mine')
  const { role } = useSession().actor
  const hidden = (typed: Readonly<Record<string, unknown>>): ReadonlySet<string> =>
    new Set([...(typed.isInsider === true ? [] : ofInsiders), ...(role === 'office' ? [] : ofHotline)])
  return (
    <div className="page">
      <PageHead title={text.report}>{text.reportNote}</PageHead>
      <Alert
        type="error"
        showIcon
        style={{ marginBottom: 16 }}
        title={<a href="tel:110">{text.urgent}</a>}
        description={text.others}
      />
      <div className="sheets">
        <section className="sheet" style={{ maxWidth: 720 }}>
          {sent ? (
            <>
              <Alert
                type="success"
                showIcon
                title={text.sent}
                description={
                  sent.outside ? text.sentOutside(sent.outside.name, sent.outside.phone) : text.sentText
                }
                style={{ marginBottom: 12 }}
              />
              <Button onClick={() => setSent(undefined)}>{text.again}</Button>
            </>
          ) : (
            <ActForm
              act={reportLead}
              hidden={hidden}
              onDone={(reply) => setSent(reply.outside ? { outside: reply.outside as Outside } : {})}
            />
          )}
        </section>
        <section className="sheet">
          <h2 className="section">{text.mine}</h2>
          <Answer of={own}>
            {({ rows }) => (rows.length === 0 ? <Nothing>{text.noneMine}</Nothing> : <Mine rows={rows} />)}
          </Answer>
        </section>
      </div>
    </div>
  )
}

function Mine({ rows }: { rows: readonly Own[] }) {
  const names = useNames()
  return (
    <ul className="lead-lines">
      {rows.map((row) => (
        <li key={row.id}>
          <span>
            <strong>{row.code}</strong> {names('leadConcerns', row.concerns)}
            <br />
            <span className="quiet">{instantLabel(row.reportedAt)}</span>
            {row.answer && (
              <>
                <br />
                {text.answered(row.answer)}
              </>
            )}
          </span>
          <Tag>{names('leadStates', row.state)}</Tag>
        </li>
      ))}
    </ul>
  )
}
