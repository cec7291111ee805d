import { type DutyLight, type Status, statusWords, worseOf } from '@hulei/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { StatusMark } from '../../../shell/status-mark.tsx'
import { hueColours, hueGrounds } from '../../../shell/theme.ts'
import { dutiesText as text } from '../duties.text.ts'

/** A row of the map: a unit or a village, with its lights by column. */
export type MapRow = {
  readonly name: string
  readonly path: string
  readonly cells: ReadonlyMap<string, readonly DutyLight[]>
}
export type MapColumn = { readonly key: string; readonly label: string; readonly title: string }

/**
 * What a cell shows beside its shape: done of due, or the status in two characters where nothing was counted. What is
 * not measured yet shows its dash alone, so that a page of them stays quiet.
 */
export function figureOf(lights: readonly DutyLight[], status: Status): string {
  if (status === 'not-measured') return ''
  const isCounted = lights.some((light) =>
    light.parts.some((part) => part.counting !== 'word' && part.due > 0 && !part.isFigure),
  )
  if (!isCounted || status === 'exempt') return statusWords[status].brief
  const sum = (of: (light: DutyLight) => number) => lights.reduce((total, light) => total + of(light), 0)
  return `${sum((light) => light.done)}/${sum((light) => light.due)}`
}

/** Units or villages against duties. Hover or focus says why; a click opens the rows. */
export function HeatMap({
  head,
  columns,
  rows,
  filter,
  onOpen,
}: {
  head: string
  columns: readonly MapColumn[]
  rows: readonly MapRow[]
  filter: Status | undefined
  onOpen: (lights: readonly DutyLight[]) => void
}) {
  const [hint, setHint] = useState<Hint | undefined>(undefined)
  return (
    <div className="lights-scroll">
      <table className="lights" onMouseLeave={() => setHint(undefined)}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col" title={column.title}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.path}>
              <th scope="row">
                <Link to={row.path} aria-label={text.openUnit(row.name)}>
                  {row.name}
                </Link>
              </th>
              {columns.map((column) => {
                const lights = row.cells.get(column.key) ?? []
                return (
                  <td key={column.key}>
                    {lights.length > 0 && (
                      <Cell lights={lights} filter={filter} onOpen={onOpen} onHint={setHint} />
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {hint && <HintCard hint={hint} />}
    </div>
  )
}

function Cell({
  lights,
  filter,
  onOpen,
  onHint,
}: {
  lights: readonly DutyLight[]
  filter: Status | undefined
  onOpen: (lights: readonly DutyLight[]) => void
  onHint: (hint: Hint | undefined) => void
}) {
  const status = lights.reduce<Status>((worst, light) => worseOf(worst, light.status), 'exempt')
  const { shape, hue, word } = statusWords[status]
  const isFaint = filter !== undefined && filter !== status
  const [first] = lights
  const show = (target: HTMLElement) => {
    const { left, bottom, top } = target.getBoundingClientRect()
    onHint({ lights, left, bottom, top })
  }
  return (
    <button
      type="button"
      className="light-cell"
      style={{ color: hueColours[hue], background: hueGrounds[hue], opacity: isFaint ? 0.22 : 1 }}
      aria-label={`${first?.subject} ${first?.title}：${word}。${lights.map((light) => light.reason).join('。')}`}
      onClick={() => {
        onHint(undefined)
        onOpen(lights)
      }}
      onMouseEnter={(event) => show(event.currentTarget)}
      onFocus={(event) => show(event.currentTarget)}
      onBlur={() => onHint(undefined)}
    >
      <span aria-hidden="true">{shape}</span>
      <span className="light-figure">{figureOf(lights, status)}</span>
    </button>
  )
}

type Hint = {
  readonly lights: readonly DutyLight[]
  readonly left: number
  readonly top: number
  readonly bottom: number
}

const CARD = { width: 340, room: 190 }

/** Why the cell under the pointer is what it is; below it, or above where the window ends. */
function HintCard({ hint }: { hint: Hint }) {
  const isBelow = hint.bottom + CARD.room < window.innerHeight
  const left = Math.max(8, Math.min(hint.left, window.innerWidth - CARD.width - 12))
  return (
    <div
      className="light-hint"
      role="status"
      style={{
        left,
        width: CARD.width,
        ...(isBelow ? { top: hint.bottom + 6 } : { bottom: window.innerHeight - hint.top + 6 }),
      }}
    >
      {hint.lights.map((light) => (
        <div key={`${light.duty} ${light.window.key}`}>
          <strong>
            {light.subject} · {light.title}
          </strong>
          <div>
            <StatusMark status={light.status} />{' '}
            <span className="quiet">
              {light.windowLabel} · {light.clause}
            </span>
          </div>
          <div>{light.reason}</div>
        </div>
      ))}
    </div>
  )
}
