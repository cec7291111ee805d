import { useNames } from '../../../shell/session.tsx'
import { hueColours } from '../../../shell/theme.ts'

const looks = {
  draft: { shape: '◐', hue: 'fair' },
  issued: { shape: '●', hue: 'good' },
  superseded: { shape: '—', hue: 'quiet' },
} as const

/** Where a bulletin stands: shape, colour and word together. */
export function BulletinState({ status }: { status: string }) {
  const names = useNames()
  const { shape, hue } = looks[status as keyof typeof looks] ?? looks.superseded
  return (
    <span style={{ color: hueColours[hue], whiteSpace: 'nowrap' }}>
      <span aria-hidden="true">{shape}</span> {names('bulletinStates', status)}
    </span>
  )
}
