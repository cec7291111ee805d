import type { RightsRequest } from '@hulei/core'
import { useNames, useSession } from '../../../shell/session.tsx'
import { hueColours } from '../../../shell/theme.ts'
import { protectionText as text } from '../protection.text.ts'

/** Where a request stands: shape, colour and word together; an open one past its day says so. */
export function RequestState({ of }: { of: Pick<RightsRequest, 'status' | 'answerBy'> }) {
  const names = useNames()
  const { today } = useSession().township
  const isDone = of.status === 'answered'
  const isLate = !isDone && today > of.answerBy
  const [shape, hue] = isDone
    ? (['●', 'good'] as const)
    : isLate
      ? (['■', 'bad'] as const)
      : (['◐', 'fair'] as const)
  return (
    <span style={{ color: hueColours[hue], whiteSpace: 'nowrap' }}>
      <span aria-hidden="true">{shape}</span> {names('rightsStates', of.status)}
      {isLate && ` ${text.late}`}
    </span>
  )
}
