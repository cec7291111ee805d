import {
  type CareClock,
  careClockAt,
  formatDayZh,
  type RescueTask,
  type StatusHue,
  type StatusShape,
} from '@hulei/core'
import { useNames, useSession } from '../../../shell/session.tsx'
import { hueColours } from '../../../shell/theme.ts'
import { supportText as text } from '../support.text.ts'

const looks: Readonly<Record<CareClock['state'], { shape: StatusShape; hue: StatusHue }>> = {
  running: { shape: '◐', hue: 'fair' },
  soon: { shape: '▲', hue: 'warn' },
  over: { shape: '■', hue: 'bad' },
  assessed: { shape: '●', hue: 'good' },
  'assessed-late': { shape: '●', hue: 'warn' },
}

/** A shape, a colour and words together. */
export function Mark({ shape, hue, children }: { shape: StatusShape; hue: StatusHue; children: string }) {
  return (
    <span style={{ color: hueColours[hue], fontWeight: hue === 'bad' ? 600 : undefined }}>
      <span aria-hidden="true">{shape}</span> {children}
    </span>
  )
}

/** How long is left of the 72 hours, by how much they were missed, or that they were kept; nothing where none run. */
export function CareMark({ task, now }: { task: RescueTask; now: number }) {
  if (!task.careBy || (task.state === 'stopped' && !task.assessedAt)) return null
  const clock = careClockAt(
    { careBy: Date.parse(task.careBy), assessedAt: task.assessedAt ? Date.parse(task.assessedAt) : null },
    now,
  )
  return <Mark {...looks[clock.state]}>{text.clockWords[clock.state](clock)}</Mark>
}

/** Where a task stands: its day while it is under way, afterwards what came of it. */
export function TaskMark({ task }: { task: RescueTask }) {
  const names = useNames()
  const { today } = useSession().township
  const state = names('rescueTaskStates', task.state)
  if (task.state === 'stopped')
    return (
      <Mark shape="—" hue="quiet">
        {task.stoppedOn ? text.stoppedOn(formatDayZh(task.stoppedOn)) : state}
      </Mark>
    )
  if (task.state !== 'assigned')
    return (
      <Mark shape="●" hue="good">
        {[state, names('rescueResults', task.result), task.doneOn && text.doneOn(formatDayZh(task.doneOn))]
          .filter(Boolean)
          .join(' · ')}
      </Mark>
    )
  const isLate = today > task.dueOn
  const words = text.dueOn(formatDayZh(task.dueOn))
  return (
    <Mark shape={isLate ? '■' : '○'} hue={isLate ? 'bad' : 'quiet'}>
      {isLate ? `${words}（${text.late}）` : words}
    </Mark>
  )
}
