import { formatDayZh } from '@hulei/core'
import { Space, Tag } from 'antd'
import { Link } from 'react-router'
import { useNames } from '../../../shell/session.tsx'
import { Nothing } from '../../../shell/states.tsx'
import { fileText as text } from '../child-file.text.ts'
import type { FileVisit } from '../file-types.ts'
import './file.css'

/** Visits of the child, newest first: when, by whom, what came of it, what is to follow. */
export function VisitList({ visits }: { visits: readonly FileVisit[] }) {
  const names = useNames()
  if (visits.length === 0) return <Nothing>{text.noVisits}</Nothing>
  return (
    <ul className="entries">
      {visits.map((visit) => (
        <li key={visit.id}>
          <Space wrap>
            <strong>
              <Link to={`/visits/${visit.id}`}>{formatDayZh(visit.visitedOn)}</Link>
            </strong>
            <span>{visit.visitor}</span>
            <Tag style={{ marginInlineEnd: 0 }}>{names('visitOutcomes', visit.outcome)}</Tag>
            <span className="quiet">
              {visit.seen ? (visit.alone ? text.seenAlone : text.seen) : text.notSeen}
            </span>
          </Space>
          {visit.hazards.length > 0 && (
            <div>
              {text.hazards}：{visit.hazards.map((each) => names('hazards', each)).join('、')}
            </div>
          )}
          {visit.agreed && <div>{visit.agreed}</div>}
          {visit.followUp && (
            <div>
              {text.followUp}：{visit.followUp}
              {visit.followUpOn && `（${formatDayZh(visit.followUpOn)}）`}
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
