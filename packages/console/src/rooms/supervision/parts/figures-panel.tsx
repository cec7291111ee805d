import { type BulletinFigures, type BulletinView, formatDayZh, type RankedSubject, rateOf } from '@hulei/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { hueColours } from '../../../shell/theme.ts'
import { subjectPath } from '../../duties/index.ts'
import { supervisionText as text } from '../supervision.text.ts'

const SHOWN_SUBJECTS = 3

/** The month's figures in blocks; each leads to the lights behind it. */
export function FiguresPanel({ figures }: { figures: BulletinFigures }) {
  const { month, counts, countsBefore } = figures
  const tiles = [
    ['done', 'good', counts.done, countsBefore?.done],
    ['course', 'fair', counts.course + counts.soon, countsBefore && countsBefore.course + countsBefore.soon],
    ['late', 'bad', counts.late, countsBefore?.late],
    ['notMeasured', 'quiet', counts.notMeasured, countsBefore?.notMeasured],
  ] as const
  return (
    <section className="sheet">
      <h2 className="section">
        <Link to={withQuery('/duties', { month })}>{text.overall}</Link>
      </h2>
      <div className="bulletin-tiles">
        {tiles.map(([group, hue, now, before]) => (
          <div key={group}>
            <strong style={{ color: hueColours[hue] }}>{now}</strong>
            <span>{text.groups[group]}</span>
            {before !== undefined && before !== null && <span className="quiet">{text.before(before)}</span>}
          </div>
        ))}
      </div>
      <Ranks title={text.villages} all={figures.villages} month={month} />
      <Ranks title={text.units} all={figures.units} month={month} />
      <Named title={text.improved}>
        {figures.improved.map((each) => `${each.subject} ${text.points(each.points)}`)}
      </Named>
      <Named title={text.fallen}>
        {figures.fallen.map((each) => `${each.subject} ${text.points(each.points)}`)}
      </Named>
      <Named title={text.overdue}>
        {figures.overdue.length > 0 ? [text.overdueOf(figures.overdue.length)] : []}
      </Named>
      <Named title={text.toTalk}>{figures.toTalk}</Named>
    </section>
  )
}

function Named({ title, children }: { title: string; children: readonly string[] }) {
  return (
    <div className="bulletin-named">
      <h3>{title}</h3>
      <p className={children.length > 0 ? '' : 'quiet'}>
        {children.length > 0 ? children.join(text.comma) : text.nobody}
      </p>
    </div>
  )
}

/** The first and the last of a ranking, without naming anybody twice where it is short. */
function Ranks({ title, all, month }: { title: string; all: readonly RankedSubject[]; month: string }) {
  if (all.length === 0) return null
  const first = all.slice(0, SHOWN_SUBJECTS)
  const last = all.slice(Math.max(SHOWN_SUBJECTS, all.length - SHOWN_SUBJECTS))
  const line = (each: RankedSubject): ReactNode => (
    <li key={`${each.unit}/${each.village}`}>
      <span className="num">{each.place}</span>
      <Link to={subjectPath(each, { month })}>{each.subject}</Link>
      <span className="num">{text.rate(Math.round(rateOf(each) * 100))}</span>
    </li>
  )
  return (
    <div className="bulletin-ranks">
      <h3>{title}</h3>
      <ul className="bulletin-list">{first.map(line)}</ul>
      {last.length > 0 && (
        <>
          <p className="quiet">{text.last}</p>
          <ul className="bulletin-list">{last.map(line)}</ul>
        </>
      )}
    </div>
  )
}

/** What proves that an issued bulletin is what was issued. */
export function FrozenPanel({ view }: { view: BulletinView }) {
  const { bulletin, paper, isIntact } = view
  const lines = [
    [text.number, paper.number],
    [text.issuedOn, bulletin.issuedOn ? formatDayZh(bulletin.issuedOn) : ''],
    [text.signedBy, bulletin.signedBy ?? ''],
    [text.asOf, formatDayZh(bulletin.asOf)],
    [text.hash, bulletin.contentHash ?? ''],
    [text.logHead, bulletin.logHead ?? ''],
  ]
  return (
    <section className="sheet">
      <h2 className="section">{text.frozen}</h2>
      {isIntact !== null && (
        <p style={{ color: hueColours[isIntact ? 'good' : 'bad'] }}>
          <span aria-hidden="true">{isIntact ? '●' : '■'}</span> {isIntact ? text.intact : text.broken}
        </p>
      )}
      <dl className="bulletin-facts">
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
