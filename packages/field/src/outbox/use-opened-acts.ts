import { useEffect, useState } from 'preact/hooks'
import { useField } from '../shell/field.ts'
import { type OpenedAct, openActs } from './opened-act.ts'

/** The outbox, opened; undefined until it is. */
export function useOpenedActs(): readonly OpenedAct[] | undefined {
  const { vault, acts: rows } = useField()
  const [acts, setActs] = useState<readonly OpenedAct[]>()
  useEffect(() => {
    let isStale = false
    openActs(vault, rows).then((opened) => {
      if (!isStale) setActs(opened)
    })
    return () => {
      isStale = true
    }
  }, [vault, rows])
  return acts
}
