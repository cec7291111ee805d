import { formatDayZh, type RescuePlan } from '@hulei/core'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import '../support.css'
import { ActDrawer, type Doing } from '../../../registers/index.ts'
import { supportText as text } from '../support.text.ts'
import type { Rescue } from '../support-types.ts'
import { DoButtons, useMay } from './doing.tsx'
import { Mark } from './marks.tsx'
import { Consents, Reviews, Tasks } from './plan-parts.tsx'

type Cover = { readonly id: string; readonly code: string; readonly part: string }

/**
 * 救助方案: for each victim of a matter the plan with who agreed, what units do and by when, and the 72 hours of medical care;
 * or that there is none yet. `covers`: of the matter, and of the lead that a case came of.
 */
export function RescueCard({
  matter,
  covers,
  isAssigned,
}: {
  matter: string
  covers: readonly Cover[]
  isAssigned: boolean
}) {
  const rescue = useRead<Rescue>(`/api/matters/${matter}/rescue`)
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const may = useMay(isAssigned)
  const victims = covers.filter((cover) => cover.part === 'victim')
  return (
    <section className="sheet" aria-label={text.rescue}>
      <h2 className="section">{text.rescue}</h2>
      <p className="quiet">{text.rescueNote}</p>
      {victims.length === 0 && <p className="quiet">{text.noVictim}</p>}
      <Answer of={rescue}>
        {(data) =>
          victims.map((victim) => {
            const plans = data.plans.filter((plan) => plan.person === victim.id)
            const isOpen = plans.some((plan) => !plan.closedOn)
            return (
              <div key={victim.id} className="rescue-plan">
                {plans.map((plan) => (
                  <Plan
                    key={plan.id}
                    plan={plan}
                    victim={victim}
                    rescue={data}
                    isAssigned={isAssigned}
                    onDo={setDoing}
                  />
                ))}
                {!isOpen && (
                  <div className="rescue-head">
                    <strong>{victim.code}</strong>
                    {plans.length === 0 && (
                      <Mark shape="■" hue="bad">
                        {text.noPlan}
                      </Mark>
                    )}
                    {may('rescue.plan') && (
                      <Button
                        size="small"
                        type={plans.length === 0 ? 'primary' : 'default'}
                        onClick={() => setDoing({ act: 'rescue.plan', given: { matter, person: victim.id } })}
                      >
                        {text.make}
                      </Button>
                    )}
                  </div>
                )}
              </div>
            )
          })
        }
      </Answer>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </section>
  )
}

function Plan({
  plan,
  victim,
  rescue,
  isAssigned,
  onDo,
}: {
  plan: RescuePlan
  victim: Cover
  rescue: Rescue
  isAssigned: boolean
  onDo: (doing: Doing) => void
}) {
  const names = useNames()
  const { today } = useSession().township
  const may = useMay(isAssigned)
  const part = { plan, rescue, may, onDo }
  return (
    <article aria-label={plan.code}>
      <div className="rescue-head">
        <strong>{plan.code}</strong>
        <span>{text.of(victim.code)}</span>
        <Tag>{names('rescueStates', plan.state)}</Tag>
        {plan.isAbandoned && <Tag color="orange">{text.abandoned}</Tag>}
        {plan.closedOn ? (
          <Mark shape="●" hue="good">
            {[text.closedOn(formatDayZh(plan.closedOn)), names('rescueOutcomes', plan.outcome)].join(' · ')}
          </Mark>
        ) : (
          <Mark shape={today > plan.reviewBy ? '■' : '○'} hue={today > plan.reviewBy ? 'bad' : 'quiet'}>
            {today > plan.reviewBy
              ? text.reviewLate(formatDayZh(plan.reviewBy))
              : text.reviewBy(formatDayZh(plan.reviewBy))}
          </Mark>
        )}
      </div>
      <p className="rescue-words">
        {text.helps}：{plan.helps.map((help) => names('rescueHelps', help)).join('、')}
      </p>
      <p className="rescue-words quiet">{plan.situation}</p>
      {plan.closeNote && <p className="rescue-words quiet">{plan.closeNote}</p>}
      <Tasks {...part} />
      <Consents {...part} />
      <Reviews {...part} />
      {!plan.closedOn && (
        <div className="rescue-acts no-print">
          <DoButtons of={['rescue.amend', 'rescue.propose-closing']} record={plan} may={may} onDo={onDo} />
        </div>
      )}
    </article>
  )
}
