import { type AnyAct, type AnyField, kinds } from '@hulei/core'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Sealing } from '../../evidence/evidence-input.tsx'
import { useSession } from '../../shell/session.tsx'
import { ProblemNote } from '../../shell/states.tsx'
import { type ActReply, usePerform } from '../../shell/use-perform.ts'
import {
  changedInput,
  extraFieldsOf,
  initialValues,
  inputOf,
  isNeeded,
  type RecordRow,
} from '../act-values.ts'
import { registersText as text } from '../registers.text.ts'
import { ConflictChoice, isConflict } from './conflict-choice.tsx'
import { FieldInput } from './field-input.tsx'

/**
 * The form of an act, from its declaration: on a new record, or amending one that is shown. What the server refuses
 * stands at its field. `given` values are fixed and not asked for.
 */
export function ActForm({
  act,
  record,
  given = {},
  begin,
  fields,
  hidden = noneHidden,
  ok,
  onDone,
  onCancel,
}: {
  act: AnyAct
  record?: RecordRow
  given?: Readonly<Record<string, unknown>>
  /** What a new record's form begins with, and the record's own id, where somebody wrote it down before. */
  begin?: {
    readonly record?: string | undefined
    readonly input: Readonly<Record<string, unknown>>
    readonly extra?: Readonly<Record<string, unknown>> | undefined
    /** Untouched originals by the picture that was made of each. */
    readonly originals?: Readonly<Record<string, string>> | undefined
  }
  /** Only these are asked for, in this order; what is left out may be left out of the act. */
  fields?: readonly string[]
  /** What is not asked by what was typed so far; it is not sent either. */
  hidden?: (typed: Readonly<Record<string, unknown>>) => ReadonlySet<string>
  /** What the button says, where saving is not the word. */
  ok?: string
  onDone: (reply: ActReply) => void
  onCancel?: () => void
}) {
  const session = useSession()
  const [form] = Form.useForm()
  const [newId] = useState(() => begin?.record ?? crypto.randomUUID())
  const { perform, isBusy, problem, clear } = usePerform()
  const extras = extraFieldsOf(act, session.playbook.fields)
  const left = hidden(Form.useWatch('input', form) ?? {})
  // To which matter something belongs is known where it begins, and never typed.
  const asked = (fields ?? Object.keys(act.input)).flatMap((name) => {
    const field = act.input[name]
    return field && !(name in given) && !left.has(name) && field.type !== 'matter'
      ? [[name, field] as const]
      : []
  })

  const submit = async (input: object, version: string | undefined) => {
    const { reason, extra } = form.getFieldsValue(true) as { reason?: string; extra?: object }
    const reply = await perform({
      act: act.name,
      record: act.on === 'existing' && record ? record.id : newId,
      ...(version && { version }),
      ...(act.needsReason && { reason: reason?.trim() ?? '' }),
      input: { ...input, ...given },
      ...originalsIn(input, begin?.originals),
      ...(extras.length > 0 && extra && { extra: inputOf(extra as Record<string, unknown>) }),
    })
    if (reply) onDone(reply)
  }
  const finish = async () => {
    const typed = inputOf(form.getFieldValue('input') ?? {})
    for (const name of hidden(typed)) delete typed[name]
    await submit(
      act.partial && record ? changedInput(act, record, typed) : typed,
      act.partial ? record?.version : undefined,
    )
  }
  const faultOf = (path: string) => problem?.faults.find((fault) => fault.path === path)?.message
  const item = (field: AnyField, path: string, kindField: string) => {
    const fault = faultOf(path)
    return (
      <Form.Item
        key={path}
        name={path.split('.')}
        label={field.label}
        required={isNeeded(field) && !act.partial}
        {...(field.hint && { extra: field.hint })}
        {...(fault && { validateStatus: 'error' as const, help: fault })}
      >
        <FieldInput field={field} path={kindField} />
      </Form.Item>
    )
  }
  const hasOtherFault =
    problem &&
    (problem.faults.length === 0 || problem.faults.some((fault) => !/^(input|extra|reason)/.test(fault.path)))
  return (
    <Sealing value={act.sealsActor ? 'actor' : act.sealsFiles ? 'file' : undefined}>
      <Form
        form={form}
        layout="vertical"
        initialValues={begunWith(initialValues(act, record, session.actor.villages), begin)}
        onFinish={finish}
        onValuesChange={clear}
        disabled={isBusy}
        scrollToFirstError
      >
        {asked.map(([name, field]) => item(field, `input.${name}`, `${act.kind.name}.${name}`))}
        {extras.map((extra) => item(extra.field, `extra.${extra.id}`, ''))}
        {act.needsReason && (
          <Form.Item
            name="reason"
            label={text.reason}
            extra={text.reasonHint}
            required
            {...(faultOf('reason') && { validateStatus: 'error' as const, help: faultOf('reason') })}
          >
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={500} />
          </Form.Item>
        )}
        {hasOtherFault && problem && !isConflict(problem) && (
          <div style={{ marginBottom: 16 }}>
            <ProblemNote problem={problem} />
          </div>
        )}
        <div style={{ display: 'flex', gap: 8 }}>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {ok ?? (act.partial || act.on === 'new' ? text.save : act.title)}
          </Button>
          {onCancel && <Button onClick={onCancel}>{text.cancel}</Button>}
        </div>
      </Form>
      {problem && record && isConflict(problem) && (
        <ConflictChoice
          problem={problem}
          kind={kinds.get(act.kind.name) ?? act.kind}
          onCancel={clear}
          onChosen={(keep, version) => {
            const typed = changedInput(act, record, inputOf(form.getFieldValue('input') ?? {}))
            const wanted = Object.fromEntries(
              Object.entries(typed).filter(([name]) => keep.theirs.every((theirs) => theirs !== name)),
            )
            void submit(wanted, version)
          }}
        />
      )}
    </Sealing>
  )
}

const none: ReadonlySet<string> = new Set()
const noneHidden = () => none

const begunWith = (
  empty: ReturnType<typeof initialValues>,
  begin: Parameters<typeof ActForm>[0]['begin'],
): ReturnType<typeof initialValues> => ({
  input: { ...empty.input, ...begin?.input },
  extra: { ...empty.extra, ...begin?.extra },
})

/** Those originals whose picture the form still names. */
function originalsIn(input: object, originals: Readonly<Record<string, string>> = {}) {
  const named = JSON.stringify(input)
  const kept = Object.entries(originals).filter(([marked]) => named.includes(marked))
  return kept.length > 0 ? { originals: Object.fromEntries(kept) } : {}
}
