import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import {
  addDays,
  daysBetween,
  firstDayOf,
  formatDayOfYearZh,
  formatMonthZh,
  type Month,
  nextMonth,
  previousMonth,
} from '@hulei/core'
import { Button, Select, Slider } from 'antd'
import { useEffect, useState } from 'react'
import { useSession } from '../../../shell/session.tsx'
import { dutiesText as text } from '../duties.text.ts'
import { type DutyTime, monthsBetween } from '../duty-address.ts'

/** The month, and the slider 截至: any day since the month began, as it was known then. */
export function TimeBar({ time }: { time: DutyTime }) {
  const { plan } = useSession().playbook
  const months = monthsBetween(plan.from, plan.to)
  const has = (month: Month) => months.includes(month)
  const first = firstDayOf(time.month)
  const span = Math.max(0, daysBetween(first, time.today))
  const shown = daysBetween(first, time.asOf ?? time.today)
  const [moving, setMoving] = useState<number | undefined>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address ends the moving
  useEffect(() => setMoving(undefined), [time.month, time.asOf])
  const dayAt = (offset: number) => addDays(first, offset)
  return (
    <div className="duty-time no-print">
      <span className="duty-month">
        <Button
          icon={<LeftOutlined />}
          aria-label={text.previousMonth}
          disabled={!has(previousMonth(time.month))}
          onClick={() => time.go({ month: previousMonth(time.month), asOf: undefined })}
        />
        <Select<Month>
          value={time.month}
          aria-label={text.month}
          style={{ width: 128 }}
          options={[...new Set([...months, time.month])].map((value) => ({
            value,
            label: formatMonthZh(value),
          }))}
          onChange={(month) => time.go({ month, asOf: undefined })}
        />
        <Button
          icon={<RightOutlined />}
          aria-label={text.nextMonth}
          disabled={!has(nextMonth(time.month))}
          onClick={() => time.go({ month: nextMonth(time.month), asOf: undefined })}
        />
      </span>
      <span className="duty-as-of">
        <span className="duty-as-of-word">
          {text.asOfDay(formatDayOfYearZh(dayAt(moving ?? Math.min(shown, span))))}
        </span>
        <Slider
          min={0}
          max={Math.max(1, span)}
          value={moving ?? Math.min(shown, span)}
          disabled={span === 0}
          tooltip={{ formatter: (offset) => formatDayOfYearZh(dayAt(offset ?? 0)) }}
          ariaLabelForHandle={text.asOf}
          onChange={setMoving}
          onChangeComplete={(offset) => time.go({ asOf: dayAt(offset) })}
        />
        {time.asOf && (
          <Button size="small" onClick={() => time.go({ asOf: undefined })}>
            {text.backToToday}
          </Button>
        )}
      </span>
    </div>
  )
}
