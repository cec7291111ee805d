import { useParams } from 'react-router'
import { DutyList } from '../parts/duty-list.tsx'

/** A unit's or a village's duty list, named in the address. */
export function Page() {
  const { unit, village } = useParams()
  return <DutyList of={village ? { village } : { unit: unit ?? '' }} />
}
