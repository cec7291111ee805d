import { PhoneOutlined } from '@ant-design/icons'
import { type Day, formatDayOfYearZh, type Month } from '@hulei/core'
import { Button, Tag } from 'antd'
import { Link } from 'react-router'
import { useNames, useSession } from '../../../shell/session.tsx'
import { visitsText as text } from '../visits.text.ts'
import '../visits.css'

/** A child on the month's list, as the server gives it. */
export type DueVisit = {
  child: string
  name: string
  village: string
  hamlet: string | null
  categories: string[]
  guardianName: string | null
  guardianPhone: string | null
  due: number
  done: number
  lastVisitOn: Day | null
  lookAt: string | null
  followUp: string | null
  followUpOn: Day | null
}
export type VisitList = { month: Month; due: number; done: number; children: DueVisit[]; today: Day }

/** One line of the list: who, how often, what to look at, and the button to begin. */
export function DueChild({ child, showVillage }: { child: DueVisit; showVillage: boolean }) {
  const names = useNames()
  const { acts } = useSession()
  const isDone = child.done >= child.due
  const canCall = child.guardianPhone && !child.guardianPhone.includes('*')
  return (
    <li>
      <div className="who">
        <Link to={`/children/${child.child}`} style={{ fontWeight: 600 }}>
          {child.name}
        </Link>{' '}
        <Tag color={isDone ? 'green' : 'orange'}>{text.dueOf(child.done, child.due)}</Tag>
        <div className="quiet">
          {[
            showVillage && names('villages', child.village),
            child.hamlet,
            child.lastVisitOn ? text.lastVisit(formatDayOfYearZh(child.lastVisitOn)) : text.neverVisited,
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
        {child.lookAt && (
          <div>
            {text.lookAt}：{child.lookAt}
          </div>
        )}
        {child.followUp && (
          <div>
            {text.followUp}：{child.followUp}
            {child.followUpOn && `（${text.followUpBy(formatDayOfYearZh(child.followUpOn))}）`}
          </div>
        )}
      </div>
      {canCall && (
        <Button
          href={`tel:${child.guardianPhone}`}
          icon={<PhoneOutlined />}
          aria-label={`${text.call} ${child.guardianName ?? ''}`}
        />
      )}
      {acts.includes('visit.record') && (
        <Link to={`/visits/new?child=${child.child}`}>
          <Button type={isDone ? 'default' : 'primary'}>{text.visitThis}</Button>
        </Link>
      )}
    </li>
  )
}
