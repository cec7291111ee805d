import { type DutyLight, formatDayOfYearZh } from '@hulei/core'
import { Drawer, Grid } from 'antd'
import { StatusMark } from '../../../shell/status-mark.tsx'
import { dutiesText as text } from '../duties.text.ts'
import type { DutyTime } from '../duty-address.ts'
import { LightActs } from './light-acts.tsx'
import { RowsList } from './rows-list.tsx'

/** A light opened: why it is what it is, what may be done about it, and the rows due and done behind each part. */
export function LightDrawer({
  lights,
  time,
  onClose,
}: {
  lights: readonly DutyLight[]
  time: DutyTime
  onClose: () => void
}) {
  const { md } = Grid.useBreakpoint()
  const [first] = lights
  if (!first) return null
  return (
    <Drawer open onClose={onClose} size={md ? 640 : '100%'} title={`${first.subject} · ${first.title}`}>
      {lights.map((light) => (
        <section key={light.window.key} className="light-opened">
          <p style={{ marginTop: 0 }}>
            <StatusMark status={light.status} />
            <span className="quiet">
              {'　'}
              {light.windowLabel} · {light.cadence} · {light.clause} ·{' '}
              {text.deadline(formatDayOfYearZh(light.deadline))}
            </span>
          </p>
          <p>{light.reason}</p>
          <LightActs light={light} time={time} />
          {light.parts.map((part, index) => (
            <section key={`${part.measure} ${part.needs} ${part.due}`}>
              <h2 className="section" style={{ marginTop: 20 }}>
                {part.title} <StatusMark status={part.status} />
              </h2>
              <RowsList light={light} part={index} time={time} />
            </section>
          ))}
        </section>
      ))}
    </Drawer>
  )
}
