import { type AnyAct, acts } from '@hulei/core'
import { App, Button, Modal, Space } from 'antd'
import { useState } from 'react'
import { ActForm } from '../../../registers/index.ts'
import { useSession } from '../../../shell/session.tsx'
import { ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import type { LeadPage } from '../lead-types.ts'
import { leadsText as text } from '../leads.text.ts'
import { decisions, type Handled, mayDo, nextStepOf } from '../next-step.ts'
import { LeaveOutDialog } from './leave-out-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'

/** What the reader may do with a lead; the next step first, in the accent colour. */
export function LeadActs({
  page,
  isAssigned,
  isTaken,
}: {
  page: LeadPage
  isAssigned: boolean
  isTaken: boolean
}) {
  const { actor, acts: mine } = useSession()
  const { message } = App.useApp()
  const { perform, isBusy, problem } = usePerform()
  const [doing, setDoing] = useState<AnyAct | 'merge' | 'leave-out' | undefined>(undefined)
  const { lead } = page
  const handled: Handled = { ...lead, isAssigned, isTaken }
  const next = nextStepOf(actor, handled)
  const owed = page.tellings.some((each) => each.isMine && !each.acknowledgedAt)
  const begin = async (name: string) => {
    const act = acts.get(name)
    if (name === 'lead.merge') setDoing('merge')
    else if (name === 'lead.take') {
      if (await perform({ act: name, record: lead.id, input: {} })) void message.success(text.acknowledged)
    } else if (act) setDoing(act)
  }
  const acknowledge = async () => {
    const done = await perform({ act: 'lead.acknowledge', input: { matter: lead.id } })
    if (done) void message.success(text.acknowledged)
  }
  const close = () => setDoing(undefined)
  return (
    <>
      <Space wrap>
        {owed && (
          <Button type={next ? 'default' : 'primary'} loading={isBusy} onClick={() => void acknowledge()}>
            {text.acknowledge}
          </Button>
        )}
        {decisions
          .filter((name) => mayDo(name, actor, handled))
          .map((name) => (
            <Button
              key={name}
              type={name === next ? 'primary' : 'default'}
              disabled={isBusy}
              onClick={() => void begin(name)}
            >
              {acts.get(name)?.title}
            </Button>
          ))}
        {mine.includes('matter.leave-out') && !lead.closedOn && (
          <Button type="text" onClick={() => setDoing('leave-out')}>
            {text.leaveOut}
          </Button>
        )}
      </Space>
      {problem && <ProblemNote problem={problem} />}
      {doing === 'merge' && <MergeDialog lead={lead.id} onClose={close} />}
      {doing === 'leave-out' && <LeaveOutDialog lead={lead.id} onClose={close} />}
      {typeof doing === 'object' && (
        <Modal open title={doing.title} footer={null} onCancel={close} destroyOnHidden>
          <ActForm
            act={doing}
            record={lead as unknown as NonNullable<Parameters<typeof ActForm>[0]['record']>}
            onCancel={close}
            onDone={close}
          />
        </Modal>
      )}
    </>
  )
}
