import type { AnyAct, AnyKind, Labels } from '@hulei/core'
import { App, Button, Descriptions, Drawer, Grid, Space, Tabs } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { anyTie, isOfferedOn } from '../../shell/offered.ts'
import { pageOfRecord } from '../../shell/record-page.ts'
import { useNames, useSession } from '../../shell/session.tsx'
import { Answer } from '../../shell/states.tsx'
import { useRead } from '../../shell/use-read.ts'
import type { RecordRow } from '../act-values.ts'
import { actsOf } from '../acts-of-kind.ts'
import { fieldsFor } from '../list-query.ts'
import { registersText as text } from '../registers.text.ts'
import { Value } from '../value.tsx'
import { ActForm } from './act-form.tsx'
import { RecordHistory } from './history.tsx'
import { NextStepNote } from './next-step-note.tsx'

type Opened = RecordRow & {
  readonly labels: Labels
  readonly originals?: Readonly<Record<string, string>>
}

/** A record beside the list: what it says, what may be done with it, how it came about. */
export function RecordDrawer({ kind, id, onClose }: { kind: AnyKind; id: string; onClose: () => void }) {
  const session = useSession()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const { md } = Grid.useBreakpoint()
  const record = useRead<Opened>(`/api/registers/${kind.name}/${id}`)
  const [doing, setDoing] = useState<AnyAct | undefined>(undefined)
  const page = pageOfRecord(kind.name, id)
  return (
    <Drawer
      open
      onClose={onClose}
      title={kind.title}
      size={md ? 560 : '100%'}
      extra={page && <Button onClick={() => void navigate(page)}>{text.openFile}</Button>}
    >
      <Answer of={record}>
        {(opened) =>
          doing ? (
            <>
              <h2 className="section">{doing.title}</h2>
              <ActForm
                act={doing}
                record={opened}
                onCancel={() => setDoing(undefined)}
                onDone={() => {
                  setDoing(undefined)
                  void message.success(text.done)
                }}
              />
            </>
          ) : (
            <>
              <NextStepNote kind={kind} record={opened} />
              <Space wrap style={{ marginBottom: 12 }}>
                {actsOf(kind, session, 'existing')
                  .filter((act) => isOfferedOn(act, session.actor, opened, anyTie(session.actor)))
                  .map((act) => (
                    <Button key={act.name} onClick={() => setDoing(act)}>
                      {act.title}
                    </Button>
                  ))}
              </Space>
              <Tabs
                items={[
                  {
                    key: 'record',
                    label: text.record,
                    children: <RecordFields kind={kind} record={opened} />,
                  },
                  {
                    key: 'history',
                    label: text.history,
                    children: <RecordHistory kind={kind.name} id={id} />,
                  },
                ]}
              />
            </>
          )
        }
      </Answer>
    </Drawer>
  )
}

/** Every field of a record with its label; where it belongs first, the plan's extra fields last. */
export function RecordFields({ kind, record }: { kind: AnyKind; record: Opened }) {
  const names = useNames()
  const { playbook, registers } = useSession()
  const extras = playbook.fields[kind.name] ?? []
  const places = [
    ['village', text.village, 'villages'],
    ['school', text.school, 'schools'],
    ['unit', text.unit, 'units'],
  ] as const
  const isMasked = Object.keys(kind.fields).some((name) => String(record[name] ?? '').includes('*'))
  return (
    <>
      <Descriptions
        column={1}
        size="small"
        bordered
        styles={{ label: { width: 128 } }}
        items={[
          ...places
            .filter(([name]) => record[name])
            .map(([name, label, list]) => ({ key: name, label, children: names(list, record[name]) })),
          ...fieldsFor(kind, registers).map(([name, field]) => ({
            key: name,
            label: field.label,
            children: (
              <Value field={field} value={record[name]} labels={record.labels} originals={record.originals} />
            ),
          })),
          ...extras.map((extra) => ({
            key: extra.id,
            label: extra.label,
            children:
              extra.list !== undefined
                ? names(extra.list, record.extra[extra.id] as string)
                : String(record.extra[extra.id] ?? text.empty),
          })),
        ]}
      />
      {isMasked && <p className="quiet">{text.masked}</p>}
    </>
  )
}
