import { useNames } from '../../../shell/session.tsx'
import { hueColours } from '../../../shell/theme.ts'

/** Where an analysis stands: shape, colour and word together. */
export function AnalysisState({ status }: { status: string }) {
  const names = useNames()
  const isIssued = status === 'issued'
  return (
    <span style={{ color: hueColours[isIssued ? 'good' : 'fair'], whiteSpace: 'nowrap' }}>
      <span aria-hidden="true">{isIssued ? '●' : '◐'}</span> {names('analysisStates', status)}
    </span>
  )
}
