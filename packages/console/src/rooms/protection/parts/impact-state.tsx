import type { ImpactAssessment } from '@hulei/core'
import { useNames } from '../../../shell/session.tsx'
import { hueColours } from '../../../shell/theme.ts'

const looks = {
  drafted: ['◐', 'fair'],
  approved: ['●', 'good'],
  replaced: ['—', 'quiet'],
} as const

/** Where an assessment stands: shape, colour and word. */
export function ImpactState({ of }: { of: Pick<ImpactAssessment, 'status'> }) {
  const names = useNames()
  const [shape, hue] = looks[of.status as keyof typeof looks] ?? looks.drafted
  return (
    <span style={{ color: hueColours[hue], whiteSpace: 'nowrap' }}>
      <span aria-hidden="true">{shape}</span> {names('impactStates', of.status)}
    </span>
  )
}
