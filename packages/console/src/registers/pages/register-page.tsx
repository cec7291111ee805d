import { kinds } from '@hulei/core'
import { useParams } from 'react-router'
import { Nothing } from '../../shell/states.tsx'
import { Register } from '../parts/register.tsx'
import { registersText as text } from '../registers.text.ts'

/** Any register: found by its kind in the address. */
export function Page() {
  const { kind: name } = useParams()
  const kind = kinds.get(name ?? '')
  return kind ? <Register key={kind.name} kind={kind} /> : <Nothing>{text.none}</Nothing>
}
