import { instantLabel, type MissingChild } from '@hulei/core'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActDrawer, type Doing, StateList } from '../../../registers/index.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import { hueColours } from '../../../shell/theme.ts'
import { durationBetween } from '../missing-words.ts'
import { reportingText as text } from '../reporting.text.ts'

/** 走失儿童: who is being looked for, and for how long. */
export function Page() {
  const { acts } = useSession()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const columns = useColumns()
  return (
    <StateList<MissingChild>
      kind="missingChild"
      query={{ sort: '-calledOn' }}
      states={text.states}
      title={text.missing}
      note={text.missingNote}
      columns={() => columns}
      empty={text.noneMissing}
      actions={
        acts.includes('missing.report') && (
          <Button type="primary" danger onClick={() => setDoing({ act: 'missing.report' })}>
            {text.newMissing}
          </Button>
        )
      }
    >
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </StateList>
  )
}

/** Where a search stands: a shape, a colour and words; while it goes on, how long since the first call. */
export function MissingState({ of, now }: { of: MissingChild; now: number }) {
  if (of.state === 'searching')
    return <strong style={{ color: hueColours.bad }}>{text.since(durationBetween(of.calledAt, now))}</strong>
  return <span style={{ color: hueColours.good }}>{of.state === 'closed' ? text.closed : text.found}</span>
}

function useColumns(): TableColumnsType<MissingChild> {
  const names = useNames()
  const { now } = useBusinessNow()
  return [
    {
      title: text.missing,
      key: 'code',
      render: (_, row) => <Link to={`/missing/${row.id}`}>{row.code}</Link>,
    },
    { title: text.elapsed, key: 'state', render: (_, row) => <MissingState of={row} now={now} /> },
    { title: text.called, key: 'called', render: (_, row) => instantLabel(row.calledAt) },
    { title: text.village, key: 'village', render: (_, row) => names('villages', row.village) },
    { title: text.lastSeen, key: 'seen', render: (_, row) => row.lastSeen },
  ]
}

/** The business clock: a demonstration stands on its day, at the real time of day. */
export function useBusinessNow(): { readonly now: number } {
  const { today } = useSession().township
  const real = Date.now()
  const dayMs = 86_400_000
  const offset = 8 * 3_600_000
  return { now: Date.parse(`${today}T00:00:00+08:00`) + ((real + offset) % dayMs) }
}
