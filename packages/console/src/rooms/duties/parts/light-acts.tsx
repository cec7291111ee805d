import { acts, type DutyLight, isDone } from '@hulei/core'
import { App, Button, Space } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActForm } from '../../../registers/index.ts'
import { FormDrawer } from '../../../shell/form-drawer.tsx'
import { useSession } from '../../../shell/session.tsx'
import { addingOf, dutiesText as text } from '../duties.text.ts'
import type { DutyTime } from '../duty-address.ts'

type Doing = {
  readonly act: string
  readonly title: string
  readonly given: Readonly<Record<string, unknown>>
  readonly record?: { readonly id: string; readonly version: string }
}

/** What the post may do about a light: add what is missing, attest, return, exempt. Past days are only looked at. */
export function LightActs({ light, time }: { light: DutyLight; time: DutyTime }) {
  const session = useSession()
  const { message } = App.useApp()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  if (time.asOf) return null
  const { actor, registers } = session
  const may = (act: string) => session.acts.includes(act)
  const isOwn = light.village ? actor.villages.includes(light.village) : actor.unit === light.unit
  const needsWord = light.parts.some((part) => part.counting === 'word')
  const hasBegun = light.window.from <= time.today
  const adding = [
    ...new Map(
      light.parts
        .filter((part) => part.missing > 0 && !isDone(part.status))
        .flatMap((part) => addingOf[part.measure] ?? [])
        .filter((each) => registers.some((register) => register.kind === each.kind && register.writable))
        .map((each) => [each.path, each]),
    ).values(),
  ]
  const subject = { onUnit: light.unit, onVillage: light.village ?? undefined }
  const offers: Doing[] = []
  if (needsWord && isOwn && hasBegun && may('duty.attest') && light.attestation?.state !== 'attested') {
    offers.push({
      act: 'duty.attest',
      title: light.attestation ? text.attestAgain : text.attest,
      given: {
        duty: light.duty,
        window: light.window.key,
        onVillage: actor.role === 'village' ? light.village : undefined,
      },
    })
  }
  if (light.attestation?.state === 'attested' && may('duty.return'))
    offers.push({ act: 'duty.return', title: text.returnIt, given: {}, record: light.attestation })
  if (light.exemption && may('duty.end-exemption'))
    offers.push({ act: 'duty.end-exemption', title: text.endExemption, given: {}, record: light.exemption })
  if (!light.exemption && !isDone(light.status) && may('duty.exempt'))
    offers.push({ act: 'duty.exempt', title: text.exempt, given: { duty: light.duty, ...subject } })
  const act = doing && acts.get(doing.act)
  if (offers.length === 0 && !(isOwn && adding.length > 0)) return null
  return (
    <Space wrap className="no-print">
      {isOwn &&
        adding.map((each) => (
          <Link key={each.path} to={each.path}>
            <Button type="primary">{each.label}</Button>
          </Link>
        ))}
      {offers.map((offer) => (
        <Button
          key={offer.act}
          {...(offer.act === 'duty.attest' && { type: 'primary' as const })}
          onClick={() => setDoing(offer)}
        >
          {offer.title}
        </Button>
      ))}
      {act && doing && (
        <FormDrawer
          title={`${doing.title}：${light.subject} · ${light.windowLabel}`}
          width={520}
          onClose={() => setDoing(undefined)}
        >
          <p className="quiet" style={{ marginTop: 0 }}>
            {light.title}
          </p>
          <ActForm
            act={act}
            given={doing.given}
            {...(doing.record && {
              record: { ...doing.record, village: null, school: null, unit: null, extra: {} },
            })}
            onCancel={() => setDoing(undefined)}
            onDone={() => {
              setDoing(undefined)
              void message.success(text.done1)
            }}
          />
        </FormDrawer>
      )}
    </Space>
  )
}
