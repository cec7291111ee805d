import { acts } from '@hulei/core'
import { Button } from 'antd'
import { useMay } from '../../shell/use-may.ts'
import type { Doing } from './act-drawer.tsx'

/** A button for an act; nothing where the post may not do it. */
export function DoButton({
  doing,
  onDo,
  children,
}: {
  doing: Doing
  onDo: (doing: Doing) => void
  children?: string
}) {
  const may = useMay()
  if (!may(doing.act, doing.record)) return null
  return (
    <Button size="small" onClick={() => onDo(doing)} style={{ marginInlineStart: 8 }}>
      {children ?? acts.get(doing.act)?.title}
    </Button>
  )
}

/** Buttons for those acts that the post may do on a record; nothing where there are none. */
export function DoButtons({
  of,
  record,
  onDo,
  first,
  size = 'small',
}: {
  of: readonly string[]
  record: object
  onDo: (doing: Doing) => void
  /** The one that comes next, in the accent colour. */
  first?: string
  size?: 'small' | 'middle'
}) {
  const may = useMay()
  return of
    .filter((act) => may(act, record))
    .map((act) => (
      <Button
        key={act}
        size={size}
        type={act === first ? 'primary' : 'default'}
        onClick={() => onDo({ act, record })}
      >
        {acts.get(act)?.title}
      </Button>
    ))
}
