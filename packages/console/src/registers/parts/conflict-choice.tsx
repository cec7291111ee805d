import { type AnyKind, wordsOf } from '@hulei/core'
import { Modal, Radio } from 'antd'
import { useState } from 'react'
import type { ApiProblem } from '../../shell/api.ts'
import { useNames } from '../../shell/session.tsx'
import { registersText as text } from '../registers.text.ts'

type Conflict = {
  readonly field: string
  readonly label: string
  readonly mine: unknown
  readonly theirs: unknown
}

export const isConflict = (problem: ApiProblem): boolean => problem.code === 'record.conflict'

/** Both values of every field that two people changed, for a person to choose; never the last writer by itself. */
export function ConflictChoice({
  problem,
  kind,
  onChosen,
  onCancel,
}: {
  problem: ApiProblem
  kind: AnyKind
  onChosen: (keep: { theirs: readonly string[] }, version: string) => void
  onCancel: () => void
}) {
  const names = useNames()
  const fields = (problem.detail.fields ?? []) as readonly Conflict[]
  const [choice, setChoice] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({})
  const isDecided = fields.every((each) => choice[each.field])
  return (
    <Modal
      open
      title={text.conflictTitle}
      okText={text.save}
      cancelText={text.cancel}
      okButtonProps={{ disabled: !isDecided }}
      onCancel={onCancel}
      onOk={() =>
        onChosen(
          { theirs: fields.map((each) => each.field).filter((name) => choice[name] === 'theirs') },
          String(problem.detail.version),
        )
      }
    >
      <p>{text.conflictIntro}</p>
      {fields.map((each) => (
        <div key={each.field} style={{ marginBottom: 12 }}>
          <strong>{each.label}</strong>
          <Radio.Group
            style={{ display: 'grid', gap: 4, marginTop: 4 }}
            value={choice[each.field] ?? null}
            onChange={(event) => setChoice({ ...choice, [each.field]: event.target.value })}
            options={(['mine', 'theirs'] as const).map((side) => ({
              value: side,
              label: `${text[side]}：${wordsOf(kind.fields[each.field], each[side], names) || text.empty}`,
            }))}
          />
        </div>
      ))}
    </Modal>
  )
}
