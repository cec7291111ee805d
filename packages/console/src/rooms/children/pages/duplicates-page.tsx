import { type Child, formatDayZh, mergeChild } from '@hulei/core'
import { App, Button, Form, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing, ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import { fileText as text } from '../child-file.text.ts'
import { childrenText } from '../children.text.ts'
import type { Pair } from '../file-types.ts'
import '../parts/file.css'

type Merging = { readonly keep: Child; readonly drop: Child }

/** Files that may be one child's, side by side; the office makes one of two. */
export function Page() {
  const [params] = useSearchParams()
  const of = params.get('of')
  const { acts } = useSession()
  const found = useRead<{ pairs: Pair[] }>(of ? `/api/children/${of}/duplicates` : '/api/children/duplicates')
  const [merging, setMerging] = useState<Merging | undefined>(undefined)
  const mayMerge = acts.includes(mergeChild.name)
  return (
    <div className="page">
      <PageHead title={childrenText.duplicatesTitle}>
        {mayMerge ? text.duplicatesNote : text.onlyOffice}
      </PageHead>
      <Answer of={found}>
        {({ pairs }) =>
          pairs.length === 0 ? (
            <section className="sheet">
              <Nothing>{text.noDuplicates}</Nothing>
            </section>
          ) : (
            pairs.map((pair) => (
              <section
                key={`${pair.left.id}/${pair.right.id}`}
                className="sheet"
                style={{ marginBottom: 16 }}
              >
                <Tag color={pair.reason === 'same-id' ? 'red' : 'gold'} style={{ marginBottom: 12 }}>
                  {text.reasons[pair.reason]}
                </Tag>
                <div className="pair">
                  {(
                    [
                      [pair.left, pair.right],
                      [pair.right, pair.left],
                    ] as const
                  ).map(([one, other]) => (
                    <Side
                      key={one.id}
                      one={one}
                      other={other}
                      onKeep={mayMerge ? () => setMerging({ keep: one, drop: other }) : undefined}
                    />
                  ))}
                </div>
              </section>
            ))
          )
        }
      </Answer>
      {merging && <MergeForm {...merging} onClose={() => setMerging(undefined)} />}
    </div>
  )
}

function Side({ one, other, onKeep }: { one: Child; other: Child; onKeep: (() => void) | undefined }) {
  const names = useNames()
  const wordsOf = (record: Child): Record<keyof typeof text.fields, string> => ({
    residentId: record.residentId ?? '',
    bornOn: formatDayZh(record.bornOn),
    village: [names('villages', record.village), record.hamlet].filter(Boolean).join(' '),
    school: [names('schools', record.school), record.grade].filter(Boolean).join(' '),
    guardianName: record.guardianName ?? '',
    guardianPhone: record.guardianPhone ?? '',
    categories: record.categories.map((id) => names('childCategories', id)).join('、'),
  })
  const [own, others] = [wordsOf(one), wordsOf(other)]
  return (
    <div>
      <Link to={`/children/${one.id}`}>
        <strong>{one.name}</strong>
      </Link>{' '}
      <span className="quiet">{names('sexes', one.sex)}</span>
      <dl>
        {(Object.keys(text.fields) as (keyof typeof text.fields)[]).map((field) => (
          <FieldLine
            key={field}
            label={text.fields[field]}
            words={own[field]}
            differs={own[field] !== others[field]}
          />
        ))}
      </dl>
      {onKeep && <Button onClick={onKeep}>{text.keepThis}</Button>}
    </div>
  )
}

function FieldLine({ label, words, differs }: { label: string; words: string; differs: boolean }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className={differs ? 'differs' : undefined}>{words || text.empty}</dd>
    </>
  )
}

function MergeForm({ keep, drop, onClose }: Merging & { onClose: () => void }) {
  const { perform, isBusy, problem } = usePerform()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const merge = async () => {
    const reply = await perform({
      act: mergeChild.name,
      record: keep.id,
      reason: reason.trim(),
      input: { duplicate: drop.id },
    })
    if (!reply) return
    void message.success(text.merged)
    onClose()
  }
  return (
    <Modal
      open
      title={text.mergeTitle(keep.name)}
      okText={text.merge}
      cancelText={text.cancel}
      confirmLoading={isBusy}
      onOk={() => void merge()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={text.mergeReason} htmlFor="merge-reason" extra={text.mergeReasonHint} required>
          <Input.TextArea
            id="merge-reason"
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      {problem && <ProblemNote problem={problem} />}
    </Modal>
  )
}
