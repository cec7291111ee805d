import { Button } from 'antd'
import { useState } from 'react'
import { Answer } from '../../../shell/states.tsx'
import { useMay } from '../../../shell/use-may.ts'
import { useRead } from '../../../shell/use-read.ts'
import '../support.css'
import { ActDrawer, type Doing } from '../../../registers/index.ts'
import { supportText as text } from '../support.text.ts'
import type { Rescue } from '../support-types.ts'
import { Mark } from './marks.tsx'
import { Plan } from './plan.tsx'

type Cover = { readonly id: string; readonly code: string; readonly part: string }

/**
 * 救助方案: for each victim of a matter the plan with who agreed, what units do and by when, and the 72 hours of medical care;
 * or that there is none yet. `covers`: of the matter, and of the lead that a case came of.
 */
export function RescueCard({ matter, covers }: { matter: string; covers: readonly Cover[] }) {
  const rescue = useRead<Rescue>(`/api/matters/${matter}/rescue`)
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const may = useMay()
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
                  <Plan key={plan.id} plan={plan} code={victim.code} rescue={data} onDo={setDoing} />
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
