import { type AnyAct, type AnyKind, acts, type Labels } from '@hulei/core'
import { Button, type TableColumnsType } from 'antd'
import { type ReactNode, useState } from 'react'
import type { RecordRow } from '../../../registers/act-values.ts'
import { ActDrawer, type Doing, RecordDrawer, StateList } from '../../../registers/index.ts'
import { useSession } from '../../../shell/session.tsx'
import { casesText as text } from '../cases.text.ts'

/**
 * A page of records that belong to cases: current, ended or all; each opens beside the list. `columns` are made with the
 * names of what the records refer to.
 */
export function MatterList<R>({
  kind,
  title,
  note,
  fields,
  columns,
  make,
  hasEnd = true,
  states = text.states,
  above,
}: {
  kind: AnyKind
  title: string
  note: string
  fields: readonly string[]
  columns: (labels: Labels) => TableColumnsType<R & RecordRow>
  /** The act that begins a new record here. */
  make?: AnyAct
  hasEnd?: boolean
  /** What current, ended and all records are called here. */
  states?: Readonly<Record<keyof typeof text.states, string>>
  above?: ReactNode
}) {
  const session = useSession()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const [opened, setOpened] = useState<string | undefined>(undefined)
  return (
    <StateList<R & RecordRow>
      kind={kind.name}
      query={{ fields: fields.join(','), labels: 'true' }}
      {...(hasEnd && { states })}
      title={title}
      note={note}
      columns={columns}
      empty={text.noneYet}
      above={above}
      actions={
        make &&
        session.acts.includes(make.name) && (
          <Button type="primary" onClick={() => setDoing({ act: make.name })}>
            {acts.get(make.name)?.title}
          </Button>
        )
      }
      onRow={(row) => ({
        tabIndex: 0,
        style: { cursor: 'pointer' },
        // A link in a row leads to a page of its own.
        onClick: ({ target }) => {
          if (!(target as Element).closest('a, button')) setOpened(row.id)
        },
        onKeyDown: (event) => {
          if (event.key === 'Enter') setOpened(row.id)
        },
      })}
    >
      {opened && <RecordDrawer kind={kind} id={opened} onClose={() => setOpened(undefined)} />}
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </StateList>
  )
}
