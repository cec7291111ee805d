import { useSession } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { type Matter, tieOf } from '../matter-types.ts'
import { Assignees } from './assignees.tsx'
import { Covers } from './covers.tsx'
import { Openings } from './openings.tsx'

/** Everything sealed of a matter (a lead, a case): covers and seal, who is assigned, who opened. `hasRescue`: people may be assigned to its rescue alone. */
export function MatterSeals({ matter, hasRescue = false }: { matter: string; hasRescue?: boolean }) {
  const { actor } = useSession()
  const read = useRead<Matter>(`/api/matters/${matter}`)
  return (
    <Answer of={read}>
      {(data) => (
        <>
          <Covers matter={matter} data={data} mayOpen={tieOf(data.assignments, actor.account).isAssigned} />
          <Assignees matter={matter} data={data} hasRescue={hasRescue} />
          <Openings data={data} />
        </>
      )}
    </Answer>
  )
}
