import { type DutyLight, formatDayOfYearZh, type LightPart, statusWords } from '@hulei/core'
import { Button } from 'antd'
import { useState } from 'react'
import { StatusMark } from '../../../shell/status-mark.tsx'
import { hueColours } from '../../../shell/theme.ts'
import { dutiesText as text } from '../duties.text.ts'
import type { DutyTime } from '../duty-address.ts'
import { LightActs } from './light-acts.tsx'
import { RowsList } from './rows-list.tsx'

/** A line of a unit's duty list: its light, why, what proves it, and what may be done now. */
export function LightLine({ light, time }: { light: DutyLight; time: DutyTime }) {
  const [open, setOpen] = useState<number | undefined>(undefined)
  const { hue } = statusWords[light.status]
  return (
    <article id={light.duty} className="light-line" style={{ borderInlineStartColor: hueColours[hue] }}>
      <header>
        <h2>
          {light.no !== null && <span className="quiet">{light.no}　</span>}
          {light.title}
        </h2>
        <StatusMark status={light.status} />
      </header>
      <p className="quiet light-meta">
        {light.windowLabel} · {light.cadence} · {text.clause} {light.clause} ·{' '}
        {text.deadline(formatDayOfYearZh(light.deadline))}
      </p>
      <p className="light-reason">{light.reason}</p>
      <ul className="light-parts">
        {light.parts.map((part, index) => (
          <li key={`${part.measure} ${part.needs} ${part.due}`}>
            <PartLine part={part} />
            {part.status !== 'not-measured' && (
              <Button
                type="link"
                size="small"
                className="no-print"
                aria-expanded={open === index}
                onClick={() => setOpen(open === index ? undefined : index)}
              >
                {text.seeRows}
              </Button>
            )}
            {open === index && (
              <div style={{ flexBasis: '100%' }}>
                <RowsList light={light} part={index} time={time} />
              </div>
            )}
          </li>
        ))}
      </ul>
      <LightActs light={light} time={time} />
    </article>
  )
}

/** A line without a light to act on, in two rows of text: not measured yet, or nothing due. */
export function QuietLine({ light }: { light: DutyLight }) {
  return (
    <article id={light.duty} className="light-quiet">
      <header>
        <span>
          {light.no !== null && <span className="quiet">{light.no}　</span>}
          {light.title}
        </span>
        <StatusMark status={light.status} />
      </header>
      <p className="quiet light-meta">
        {light.cadence} · {light.clause} · {light.reason}
      </p>
    </article>
  )
}

/** What proves a line: the measure, how much is enough, how much is there. */
export function PartLine({ part }: { part: LightPart }) {
  const isNumbered =
    part.status !== 'not-measured' && part.counting !== 'word' && (part.due > 0 || part.isFigure)
  return (
    <>
      <span className="light-part-title">{part.title}</span>
      <span className="quiet light-part-needs">{part.needs}</span>
      <span className="light-part-count">
        {isNumbered &&
          (part.isFigure
            ? `${part.done} ${part.unitOfCount}`
            : `${part.done}/${part.due} ${part.unitOfCount}`)}
      </span>
      {part.isFigure ? <span className="quiet">{text.figureOnly}</span> : <StatusMark status={part.status} />}
    </>
  )
}
