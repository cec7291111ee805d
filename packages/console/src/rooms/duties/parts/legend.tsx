import { type DutyLight, type Status, statuses } from '@hulei/core'
import { Button } from 'antd'
import { StatusMark } from '../../../shell/status-mark.tsx'
import { dutiesText as text } from '../duties.text.ts'

/** How many lights have each status, most serious first; a click shows only those. */
export function Legend({
  lights,
  chosen,
  onChoose,
}: {
  lights: readonly DutyLight[]
  chosen: Status | undefined
  onChoose: (status: Status | undefined) => void
}) {
  const counts = Map.groupBy(lights, (light) => light.status)
  return (
    <section className="duty-legend" aria-label={text.legend}>
      <Button
        size="small"
        type={chosen ? 'default' : 'primary'}
        ghost={!chosen}
        onClick={() => onChoose(undefined)}
        aria-pressed={!chosen}
      >
        {text.all} {lights.length}
      </Button>
      {statuses
        .toReversed()
        .filter((status) => counts.has(status))
        .map((status) => (
          <Button
            key={status}
            size="small"
            type={chosen === status ? 'primary' : 'default'}
            ghost={chosen === status}
            aria-pressed={chosen === status}
            onClick={() => onChoose(chosen === status ? undefined : status)}
          >
            <StatusMark status={status} /> {counts.get(status)?.length ?? 0}
          </Button>
        ))}
    </section>
  )
}
