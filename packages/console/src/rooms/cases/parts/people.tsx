import { instantLabel, sealedFile } from '@hulei/core'
import { Alert, Button, Drawer, Grid, Tag } from 'antd'
import { useState } from 'react'
import { DoButton, type Doing, RecordFields } from '../../../registers/index.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { type Matter, tieOf } from '../../sealing/index.ts'
import type { CaseRoom } from '../case-types.ts'
import { casesText as text } from '../cases.text.ts'
import { Lines, Section } from './section.tsx'

/** Who is sealed in the case and in its lead: by code, with the seal and whether this post may open it. */
export function People({ room, onDo }: { room: CaseRoom; onDo: (doing: Doing) => void }) {
  const own = useRead<Matter>(`/api/matters/${room.case.id}`)
  const lead = useRead<Matter>(room.lead ? `/api/matters/${room.lead.id}` : null)
  const [shown, setShown] = useState<string | undefined>(undefined)
  const { account } = useSession().actor
  const given = { matter: room.case.id }
  const mayOpen = (of: Matter) => tieOf(of.assignments, account).isAssigned
  return (
    <Section
      title={text.people}
      note={text.peopleNote}
      actions={
        <DoButton doing={{ act: 'seal.add', given }} onDo={onDo}>
          {text.addPerson}
        </DoButton>
      }
    >
      <Answer of={own}>
        {(data) => (
          <Lines none={text.noPeople}>
            {[
              ...data.covers.map((cover) => ({ cover, of: data, isLead: false })),
              ...(lead.data?.covers ?? []).map((cover) => ({ cover, of: lead.data ?? data, isLead: true })),
            ].map(({ cover, of, isLead }) => (
              <Cover
                key={cover.id}
                cover={cover}
                isFromLead={isLead}
                openUntil={of.openToMe.find((each) => each.file === cover.id)?.until}
                mayOpen={mayOpen(of)}
                matter={room.case.id}
                onDo={onDo}
                onShow={() => setShown(cover.id)}
              />
            ))}
          </Lines>
        )}
      </Answer>
      {shown && <SealedDrawer id={shown} onClose={() => setShown(undefined)} />}
    </Section>
  )
}

function Cover({
  cover,
  isFromLead,
  openUntil,
  mayOpen,
  matter,
  onDo,
  onShow,
}: {
  cover: Matter['covers'][number]
  isFromLead: boolean
  openUntil: string | undefined
  mayOpen: boolean
  matter: string
  onDo: (doing: Doing) => void
  onShow: () => void
}) {
  const names = useNames()
  const isHeard = cover.part !== 'account' && cover.part !== 'reporter'
  return (
    <li>
      <strong>{cover.code}</strong>
      <span className="grow">
        {names('sealedParts', cover.part)} {isFromLead && <Tag>{text.fromLead}</Tag>}
      </span>
      {openUntil ? (
        <>
          <span className="quiet">{text.openUntil(instantLabel(openUntil).slice(11))}</span>
          <Button size="small" onClick={onShow}>
            {text.readSealed}
          </Button>
        </>
      ) : mayOpen ? (
        <DoButton doing={{ act: 'seal.open', given: { file: cover.id } }} onDo={onDo}>
          {text.seal}
        </DoButton>
      ) : (
        <DoButton doing={{ act: 'seal.break', given: { file: cover.id } }} onDo={onDo}>
          {text.breakSeal}
        </DoButton>
      )}
      {isHeard && (
        <DoButton doing={{ act: 'interview.record', given: { matter, person: cover.id } }} onDo={onDo}>
          {text.interview}
        </DoButton>
      )}
    </li>
  )
}

function SealedDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { md } = Grid.useBreakpoint()
  const file = useRead<Parameters<typeof RecordFields>[0]['record']>(`/api/sealed/${id}`)
  return (
    <Drawer open title={sealedFile.title} size={md ? 560 : '100%'} onClose={onClose} destroyOnHidden>
      <Alert type="warning" showIcon title={text.sealedNote} style={{ marginBottom: 12 }} />
      <Answer of={file}>
        {(record) => <RecordFields kind={sealedFile} record={{ ...record, labels: {} }} />}
      </Answer>
    </Drawer>
  )
}
