import { type RescueProof, rescueProof } from '@hulei/core'
import { Alert, Button, Drawer, Grid } from 'antd'
import { useState } from 'react'
import { RecordFields } from '../../../registers/index.ts'
import { Answer } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { supportText as text } from '../support.text.ts'
import type { ProofLine } from '../support-types.ts'

/** Buttons that open what proves a task, for those who may. */
export function Proofs({ of }: { of: readonly ProofLine[] }) {
  const [shown, setShown] = useState<string | undefined>(undefined)
  return (
    <>
      {of.map((proof) => (
        <Button key={proof.id} size="small" onClick={() => setShown(proof.id)}>
          {text.proof}
        </Button>
      ))}
      {shown && <ProofDrawer id={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}

function ProofDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { md } = Grid.useBreakpoint()
  const proof = useRead<RescueProof>(`/api/rescue-proofs/${id}`)
  return (
    <Drawer open title={text.proofTitle} size={md ? 480 : '100%'} onClose={onClose} destroyOnHidden>
      <Alert type="warning" showIcon title={text.proofNote} style={{ marginBottom: 12 }} />
      <Answer of={proof}>
        {(record) => <RecordFields kind={rescueProof} record={{ ...record, labels: {} }} />}
      </Answer>
    </Drawer>
  )
}
