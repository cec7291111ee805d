import { LeftOutlined, PhoneOutlined, RightOutlined } from '@ant-design/icons'
import {
  addMonths,
  type Day,
  firstDayOf,
  formatDayOfYearZh,
  formatMonthZh,
  type Month,
  monthOf,
} from '@hulei/core'
import { Button, Input, Progress, Select, Tag } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
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

/** Whom to visit this month: first those who need it most. */
export function Page() {
  const session = useSession()
  const [params, setParams] = useSearchParams()
  const month = (params.get('month') ?? monthOf(session.township.today)) as Month
  const village = params.get('village') ?? undefined
  const [typed, setTyped] = useState('')
  const list = useRead<VisitList>(withQuery('/api/visits/due', { month, village }))
  const go = (next: { month?: Month; village?: string | undefined }) => {
    const all = { month, village, ...next }
    setParams(
      {
        ...(all.month !== monthOf(session.township.today) && { month: all.month }),
        ...(all.village && { village: all.village }),
      },
      { replace: true },
    )
  }
  const shift = (by: number) => go({ month: monthOf(addMonths(firstDayOf(month), by)) })
  const isWorker = session.actor.role === 'village'
  return (
    <div className="page visits">
      <PageHead
        title={text.list}
        actions={
          <>
            <Button icon={<LeftOutlined />} aria-label={text.previousMonth} onClick={() => shift(-1)} />
            <span style={{ alignSelf: 'center', minWidth: 90, textAlign: 'center' }}>
              {formatMonthZh(month)}
            </span>
            <Button icon={<RightOutlined />} aria-label={text.nextMonth} onClick={() => shift(1)} />
          </>
        }
      />
      <Answer of={list}>
        {(data) => (
          <>
            <section className="sheet" style={{ marginBottom: 12 }}>
              <strong style={{ fontSize: 18 }}>{text.count(data.done, data.due)}</strong>{' '}
              <span className="quiet">{text.missing(data.due - data.done)}</span>
              <Progress
                percent={data.due === 0 ? 0 : Math.round((data.done / data.due) * 100)}
                showInfo={false}
                aria-label={text.count(data.done, data.due)}
              />
            </section>
            <div className="list-tools">
              <Input
                allowClear
                placeholder={text.findChild}
                style={{ maxWidth: 260 }}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
              {!isWorker && (
                <Select
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  placeholder={text.allVillages}
                  style={{ width: 160 }}
                  value={village ?? null}
                  options={(session.lists.villages ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                  onChange={(next) => go({ village: next ?? undefined })}
                />
              )}
            </div>
            <ul className="due-list">
              {data.children
                .filter((child) => child.name.includes(typed.trim()))
                .map((child) => (
                  <DueChild
                    key={child.child}
                    child={child}
                    showVillage={!isWorker || session.actor.villages.length > 1}
                  />
                ))}
            </ul>
            {data.children.length === 0 && <Nothing>{text.nobody}</Nothing>}
          </>
        )}
      </Answer>
    </div>
  )
}

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
