import { yearOf } from '@hulei/core'
import { Button, Select } from 'antd'
import { useSearchParams } from 'react-router'
import { downloadUrl, withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useSession } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { hueColours } from '../../../shell/theme.ts'
import { useRead } from '../../../shell/use-read.ts'
import '../protection.css'
import { protectionText as text } from '../protection.text.ts'

type Section = {
  readonly title: string
  readonly lines: readonly (readonly [string, string])[]
  readonly isFine: boolean
  readonly advice: string
}

const YEARS = 5

/** 合规审计: what was read, opened, asked and lost in a year, and what must be put right. */
export function Page() {
  const { today } = useSession().township
  const [params, setParams] = useSearchParams()
  const last = yearOf(today)
  const year = Number(params.get('year')) || last
  const read = useRead<{ sections: Section[] }>(withQuery('/api/privacy-audit', { year }))
  return (
    <div className="page">
      <PageHead
        title={text.audit}
        actions={
          <>
            <Select
              aria-label={text.year}
              value={year}
              style={{ width: 110 }}
              options={Array.from({ length: YEARS }, (_, index) => last - index).map((each) => ({
                value: each,
                label: text.yearOf(each),
              }))}
              onChange={(next) => setParams({ year: String(next) }, { replace: true })}
            />
            <Button href={downloadUrl(withQuery('/api/privacy-audit/document.docx', { year }))}>
              {text.word}
            </Button>
          </>
        }
      >
        {text.auditNote}
      </PageHead>
      <Answer of={read}>
        {({ sections }) => (
          <div className="audit-grid">
            {sections.map((section) => (
              <section key={section.title} className="sheet" aria-label={section.title}>
                <h2 className="section">{section.title}</h2>
                <dl className="protect-facts">
                  {section.lines.flatMap(([label, value]) => [
                    <dt key={label}>{label}</dt>,
                    <dd key={`${label} ${value}`}>{value}</dd>,
                  ])}
                </dl>
                {!section.isFine && (
                  <p style={{ color: hueColours.bad }}>
                    <span aria-hidden="true">■</span> {section.advice}
                  </p>
                )}
              </section>
            ))}
          </div>
        )}
      </Answer>
    </div>
  )
}
