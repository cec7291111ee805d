import { useState } from 'react'
import { ActDrawer, type Doing } from '../../../registers/index.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { MatterTie } from '../../../shell/use-may.ts'
import { useRead } from '../../../shell/use-read.ts'
import { Covers } from '../../sealing/index.ts'
import { Plan } from '../parts/plan.tsx'
import '../support.css'
import { supportText as text } from '../support.text.ts'
import type { OwnRescues } from '../support-types.ts'

/** 我参加的救助: the plans that somebody takes part in by name, and whom they are for; nothing else of the case. */
export function Page() {
  const own = useRead<OwnRescues>('/api/rescues')
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  return (
    <div className="page">
      <PageHead title={text.ownRescues}>{text.ownRescuesNote}</PageHead>
      <Answer of={own}>
        {(data) =>
          data.plans.length === 0 ? (
            <section className="sheet">
              <Nothing>{text.noOwnRescues}</Nothing>
            </section>
          ) : (
            <MatterTie value={{ isRescuing: true }}>
              <div className="rescue-sheets">
                {data.covers.length > 0 && <Covers data={data} mayOpen />}
                {data.plans.map((plan) => (
                  <section key={plan.id} className="sheet rescue-plan">
                    <Plan
                      plan={plan}
                      code={data.covers.find((cover) => cover.id === plan.person)?.code}
                      rescue={data}
                      onDo={setDoing}
                    />
                  </section>
                ))}
              </div>
            </MatterTie>
          )
        }
      </Answer>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </div>
  )
}
