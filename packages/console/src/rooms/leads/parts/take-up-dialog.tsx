import { acts } from '@hulei/core'
import { Form, Modal, Select } from 'antd'
import { useState } from 'react'
import { FieldInput } from '../../../registers/index.ts'
import { useNames } from '../../../shell/session.tsx'
import { ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import type { LeadList } from '../lead-types.ts'
import { cellsText as text } from '../sealed-cells.text.ts'

type Cases = {
  readonly rows: readonly { readonly id: string; readonly code: string; readonly concerns: string }[]
}

/** Takes a sealed cell up into one of the matters that the officer works on; gives the code of the sealed person. */
export function TakeUpDialog({ cell, onClose }: { cell: string; onClose: (code?: string) => void }) {
  const names = useNames()
  const [record] = useState(() => crypto.randomUUID())
  const [values, setValues] = useState<{ matter?: string; part?: string; purpose?: string }>({})
  const { perform, isBusy, problem } = usePerform()
  const leads = useRead<LeadList>('/api/leads?state=open&mine=true')
  const cases = useRead<Cases>('/api/registers/caseFile?limit=200')
  const act = acts.get('seal.take-up-cell')
  const options = [...(leads.data?.rows ?? []), ...(cases.data?.rows ?? [])].map((each) => ({
    value: each.id,
    label: `${each.code} ${names('leadConcerns', each.concerns)}`,
  }))
  const send = async () => {
    const reply = await perform({ act: 'seal.take-up-cell', record, input: { cell, ...values } })
    if (reply) onClose(String((reply as { code?: unknown }).code ?? ''))
  }
  return (
    <Modal
      open
      title={text.takeUp}
      okText={text.takeUp}
      cancelText={text.cancel}
      confirmLoading={isBusy}
      okButtonProps={{ disabled: !values.matter || !values.part || !values.purpose }}
      onOk={() => void send()}
      onCancel={() => onClose()}
    >
      <Form layout="vertical">
        <Form.Item label={text.matter} htmlFor="take-up-matter" required extra={text.noMatter}>
          <Select
            id="take-up-matter"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={text.findMatter}
            value={values.matter ?? null}
            onChange={(matter: string | null) => setValues({ ...values, ...(matter && { matter }) })}
            options={options}
          />
        </Form.Item>
        {(['part', 'purpose'] as const).map((name) => {
          const field = act?.input[name]
          if (!field) return null
          return (
            <Form.Item key={name} label={text[name]} htmlFor={`take-up-${name}`} required>
              <FieldInput
                field={field}
                path=""
                id={`take-up-${name}`}
                value={values[name] ?? null}
                onChange={(next: string) => setValues({ ...values, [name]: next })}
              />
            </Form.Item>
          )
        })}
      </Form>
      {problem && <ProblemNote problem={problem} />}
    </Modal>
  )
}
