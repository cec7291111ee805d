import type { Child } from '@hulei/core'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Collapse, Form, Input, Radio, Space } from 'antd'
import { useState } from 'react'
import { ApiProblem, read, send } from '../../../shell/api.ts'
import { FormDrawer } from '../../../shell/form-drawer.tsx'
import { usePostId } from '../../../shell/session.tsx'
import { ProblemNote } from '../../../shell/states.tsx'
import { childrenText as text } from '../children.text.ts'
import type { Row } from '../import-types.ts'

/** The wrong cells of a row first, with what is wrong below each; saving holds the row against everything again. */
export function MendDrawer({ run, row: first, onClose }: { run: string; row: Row; onClose: () => void }) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [row, setRow] = useState(first)
  const [cells, setCells] = useState<Readonly<Record<string, string>>>({})
  const [isIdConfirmed, setIdConfirmed] = useState(false)
  const [sameAs, setSameAs] = useState<string | undefined>(undefined)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined)
  const wrong = row.cells.filter((cell) => row.faults.some((fault) => fault.field === cell.field))
  const others = row.cells.filter((cell) => !wrong.includes(cell))
  const asksId = row.faults.some((fault) => fault.code === 'ledger.id-maybe-rounded')

  const save = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const next = await send<Row>('PATCH', `/api/children/imports/${run}/rows/${row.row}`, {
        body: { cells, answers: { ...(isIdConfirmed && { isIdConfirmed }), ...(sameAs && { sameAs }) } },
      })
      await queries.invalidateQueries()
      setRow(next)
      setCells({})
      if (next.fate === 'rejected') void message.warning(text.stillWrong)
      else {
        void message.success(text.mended)
        onClose()
      }
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const input = ({ field, title, text: value }: Row['cells'][number]) => {
    const faults = row.faults.filter((fault) => fault.field === field).map((fault) => fault.message)
    return (
      <Form.Item
        key={field}
        label={title}
        htmlFor={`mend-${field}`}
        {...(faults.length > 0 && { validateStatus: 'error' as const, help: faults.join('') })}
      >
        <Input
          id={`mend-${field}`}
          allowClear
          value={cells[field] ?? value}
          onChange={(event) => setCells({ ...cells, [field]: event.target.value })}
        />
        {field === 'residentId' && asksId && (
          <Checkbox checked={isIdConfirmed} onChange={(event) => setIdConfirmed(event.target.checked)}>
            {text.idConfirmed}
          </Checkbox>
        )}
      </Form.Item>
    )
  }
  const whole = row.faults.filter((fault) => !row.cells.some((cell) => cell.field === fault.field))
  return (
    <FormDrawer title={text.mendTitle(row.sheet, row.line)} onClose={onClose}>
      <Form layout="vertical" onFinish={() => void save()} disabled={isBusy}>
        {whole.map((fault) => (
          <Alert key={fault.code} type="error" showIcon title={fault.message} style={{ marginBottom: 12 }} />
        ))}
        {wrong.map(input)}
        {row.candidates.length > 0 && (
          <Candidates
            ids={row.candidates}
            mayBeNew={!row.faults.some((fault) => fault.code === 'ledger.name-differs')}
            chosen={sameAs}
            onChange={setSameAs}
          />
        )}
        {others.length > 0 && (
          <Collapse
            ghost
            size="small"
            items={[{ key: 'others', label: text.otherColumns, children: others.map(input) }]}
          />
        )}
        {problem && <ProblemNote problem={problem} />}
        <Space style={{ marginTop: 16 }}>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {text.save}
          </Button>
          <Button onClick={onClose}>{text.cancel}</Button>
        </Space>
      </Form>
    </FormDrawer>
  )
}

/** Whom of the register the row may be about: a person says. */
function Candidates({
  ids,
  mayBeNew,
  chosen,
  onChange,
}: {
  ids: readonly string[]
  mayBeNew: boolean
  chosen: string | undefined
  onChange: (id: string) => void
}) {
  const post = usePostId()
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: [post, `/api/registers/child/${id}`],
      queryFn: () => read<Child>(`/api/registers/child/${id}`),
    })),
  })
  return (
    <Form.Item label={text.who}>
      <Radio.Group value={chosen ?? null} onChange={(event) => onChange(String(event.target.value))}>
        <Space orientation="vertical">
          {found.map(({ data }) =>
            data ? (
              <Radio key={data.id} value={data.id}>
                {text.sameAs(data.name, data.bornOn, data.residentId ?? '')}
              </Radio>
            ) : null,
          )}
          {mayBeNew && <Radio value="new">{text.notSame}</Radio>}
        </Space>
      </Radio.Group>
    </Form.Item>
  )
}
