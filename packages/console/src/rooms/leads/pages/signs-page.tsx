import type { Sign } from '@hulei/core'
import { Button } from 'antd'
import { useState } from 'react'
import { ActDrawer, type Doing } from '../../../registers/index.ts'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { SignTable } from '../parts/sign-table.tsx'
import { reportingText as text } from '../reporting.text.ts'

/** 举报牌: where they stand, and their pages to print. */
export function Page() {
  const session = useSession()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const list = useRead<{ rows: Sign[] }>(withQuery('/api/registers/sign', { state: 'current', limit: 200 }))
  return (
    <div className="page">
      <PageHead
        title={text.signs}
        actions={
          session.acts.includes('sign.put-up') && (
            <Button type="primary" onClick={() => setDoing({ act: 'sign.put-up' })}>
              {text.newSign}
            </Button>
          )
        }
      >
        {text.signsNote}
      </PageHead>
      <section className="sheet">
        <Answer of={list}>
          {({ rows }) =>
            rows.length === 0 ? <Nothing>{text.noSigns}</Nothing> : <SignTable rows={rows} onDo={setDoing} />
          }
        </Answer>
      </section>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </div>
  )
}
