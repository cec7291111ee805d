import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { addMonths, firstDayOf, formatMonthZh, type Month, monthOf } from '@hulei/core'
import { Button, Input, Progress, Select } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { DueChild, type VisitList } from '../parts/due-child.tsx'
import { visitsText as text } from '../visits.text.ts'
import '../visits.css'

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
