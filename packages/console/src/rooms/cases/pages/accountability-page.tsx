import { type Accountability, accountability, formatDayZh, openAccountability } from '@hulei/core'
import { Button } from 'antd'
import { useState } from 'react'
import { ActDrawer, type Doing } from '../../../registers/index.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import { useRead } from '../../../shell/use-read.ts'
import type { FindingDue } from '../case-types.ts'
import { casesText as text } from '../cases.text.ts'
import { usePlaceName } from '../parts/learnt.tsx'
import { MatterList } from '../parts/matter-list.tsx'
import { Due, Section } from '../parts/section.tsx'

/** 追责问责: what is to be opened, what is open, what was decided. */
export function Page() {
  const names = useNames()
  const placeName = usePlaceName()
  const { acts, township } = useSession()
  const { today } = township
  const limitOf = (row: Accountability) => (row.status === 'due' ? row.openBy : row.decideBy)
  return (
    <MatterList<Accountability>
      kind={accountability}
      title={text.accountability}
      note={accountability.purpose}
      make={openAccountability}
      above={acts.includes(openAccountability.name) && <ToOpen />}
      fields={[
        'code',
        'finding',
        'post',
        'status',
        'openBy',
        'openedOn',
        'decideBy',
        'decidedOn',
        'decision',
      ]}
      columns={() => [
        { title: text.code, key: 'code', fixed: 'left', dataIndex: 'code' },
        {
          title: text.finding,
          key: 'finding',
          render: (_, row) => names('accountabilityFindings', row.finding),
        },
        {
          title: text.owner,
          key: 'owner',
          render: (_, row) => [placeName(row), row.post].filter(Boolean).join(' '),
        },
        {
          title: text.decideByTitle,
          key: 'limit',
          render: (_, row) => formatDayZh(limitOf(row) ?? today),
        },
        {
          title: text.status,
          key: 'status',
          render: (_, row) => (
            <Due isDone={row.status === 'decided'} isLate={today > (limitOf(row) ?? today)}>
              {names('accountabilityStates', row.status)}
            </Due>
          ),
        },
        {
          title: text.decision,
          key: 'decision',
          render: (_, row) => names('accountabilityDecisions', row.decision) || text.none_,
        },
      ]}
    />
  )
}

/** What leads show to have gone wrong, each with the way to open a finding about it. */
function ToOpen() {
  const placeName = usePlaceName()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const read = useRead<{ findings: readonly FindingDue[] }>('/api/accountability/due')
  const findings = read.data?.findings ?? []
  if (findings.length === 0) return null
  const begin = ({ ground, record, matter, unit, village, school }: FindingDue) =>
    setDoing({
      act: openAccountability.name,
      given: {
        ...(ground === 'late-report'
          ? { finding: 'late-report', reportDuty: record }
          : { finding: 'idle-duty', matter }),
        ...(village ? { toVillage: village } : school ? { toSchool: school } : { toUnit: unit }),
      },
    })
  return (
    <>
      <Section title={text.toOpen} note={text.toOpenNote}>
        <ul className="case-lines">
          {findings.map((each) => (
            <li key={each.record}>
              <span className="grow">
                {formatDayZh(each.on)} · {placeName(each)} · {text.findingGrounds[each.ground]}
              </span>
              <Button size="small" onClick={() => begin(each)}>
                {openAccountability.title}
              </Button>
            </li>
          ))}
        </ul>
      </Section>
      <div style={{ height: 16 }} />
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </>
  )
}
