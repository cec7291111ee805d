import { type Day, type DutyLight, type DutySpan, formatMonthZh } from '@hulei/core'
import { Segmented } from 'antd'
import { useState } from 'react'
import { withQuery } from '../../../shell/api.ts'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { dutiesText as text } from '../duties.text.ts'
import { type DutyTime, spanBefore, spans } from '../duty-address.ts'
import { subjectPath } from '../map-rows.ts'
import { HeatMap, type MapRow } from './heat-map.tsx'
import { LightDrawer } from './light-drawer.tsx'

/** The duties of one unit or village against the months, so that what lags month after month is seen at once. */
export function DutyMonths({ of, time }: { of: { unit?: string; village?: string }; time: DutyTime }) {
  const { month: to, asOf, span: wanted } = time
  const span = useRead<DutySpan>(
    withQuery('/api/duties/span', { from: spanBefore(to, wanted), to, ...(asOf && { asOf }), ...of }),
  )
  const [opened, setOpened] = useState<readonly DutyLight[]>([])
  return (
    <Answer of={span}>
      {(data) => {
        const rows = rowsOf(data, asOf)
        if (rows.length === 0) return <Nothing>{text.noneOwn}</Nothing>
        return (
          <div className="duty-months" ref={toLatest}>
            <Segmented
              className="no-print"
              aria-label={text.spanLabel}
              value={wanted}
              options={spans.map((months) => ({ value: months, label: text.spanOf(months) }))}
              onChange={(months) => time.go({ span: months })}
            />
            <HeatMap
              head={text.dutyColumn}
              columns={data.months.filter(hasLights).map(({ month }, index) => ({
                key: month,
                label: index === 0 || month.endsWith('-01') ? formatMonthZh(month) : text.monthOfYear(month),
                title: formatMonthZh(month),
              }))}
              rows={rows}
              filter={undefined}
              onOpen={setOpened}
            />
            {opened.length > 0 && <LightDrawer lights={opened} time={time} onClose={() => setOpened([])} />}
          </div>
        )
      }}
    </Answer>
  )
}

/** Where the months do not all fit, the latest are in sight. */
function toLatest(list: HTMLElement | null): void {
  for (const each of list?.querySelectorAll('.lights-scroll') ?? []) each.scrollLeft = each.scrollWidth
}

// Before the plan began there is nothing to see.
const hasLights = ({ lights }: DutySpan['months'][number]) => lights.length > 0

/** A row for each duty that has a light in some month, in the order of the list. */
function rowsOf({ months }: DutySpan, asOf: Day | undefined): MapRow[] {
  const rows = new Map<string, { no: number; row: MapRow; cells: Map<string, readonly DutyLight[]> }>()
  for (const { month, lights } of months) {
    for (const [duty, own] of Map.groupBy(lights, (light) => light.duty)) {
      const [first] = own
      if (!first) continue
      const cells = rows.get(duty)?.cells ?? new Map<string, readonly DutyLight[]>()
      cells.set(month, own)
      const name = first.no === null ? first.title : `${first.no}．${first.title}`
      rows.set(duty, {
        no: first.no ?? 0,
        row: { name, path: `${subjectPath(first, { month, ...(asOf && { asOf }) })}#${duty}`, cells },
        cells,
      })
    }
  }
  return [...rows.values()].sort((left, right) => left.no - right.no).map(({ row }) => row)
}
