import { acts, type Tie } from '@hulei/core'
import { createContext, useContext } from 'react'
import { isOfferedOn } from './offered.ts'
import { useSession } from './session.tsx'

/** How the post is assigned to the matter that the page shows; a page says it once, for every button on it. */
export const MatterTie = createContext<Tie>({})

/** Whether the post may do an act here: by its role, by what the record belongs to, as somebody assigned, and in the record's state. */
export function useMay(): (act: string, record?: object) => boolean {
  const { actor, acts: possible } = useSession()
  const tie = useContext(MatterTie)
  return (name, record = {}) => {
    const act = acts.get(name)
    return act !== undefined && possible.includes(name) && isOfferedOn(act, actor, record, tie)
  }
}
