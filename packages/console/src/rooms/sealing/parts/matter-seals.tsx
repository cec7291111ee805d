import { Answer } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import type { Matter } from '../matter-types.ts'
import { Assignees } from './assignees.tsx'
import { Covers } from './covers.tsx'
import { Openings } from './openings.tsx'
import '../sealing.css'

/** Everything sealed of a matter (a lead, a case): covers and seal, who is assigned, who opened. */
export function MatterSeals({ matter }: { matter: string }) {
  const read = useRead<Matter>(`/api/matters/${matter}`)
  return (
    <Answer of={read}>
      {(data) => (
        <>
          <Covers matter={matter} data={data} />
          <Assignees matter={matter} data={data} />
          <Openings data={data} />
        </>
      )}
    </Answer>
  )
}
