import { type DutyLight, type DutyLights, formatDayZh, type Status, statuses } from '@hulei/core'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import '../duties.css'
import { dutiesText as text } from '../duties.text.ts'
import { useDutyTime } from '../duty-address.ts'
import { type DutyMap, mapsOf } from '../map-rows.ts'
import { HeatMap } from '../parts/heat-map.tsx'
import { Legend } from '../parts/legend.tsx'
import { LightDrawer } from '../parts/light-drawer.tsx'
import { TimeBar } from '../parts/time-bar.tsx'

/** 履职总览: every unit and village against its duties, for any month, as known on any day. */
export function Page() {
  const time = useDutyTime()
  const [params, setParams] = useSearchParams()
  const chosen = statuses.find((status) => status === params.get('status'))
  const lights = useRead<DutyLights>(withQuery('/api/duties/lights', time.query))
  const choose = (status: Status | undefined) => {
    const next = new URLSearchParams(params)
    if (status) next.set('status', status)
    else next.delete('status')
    setParams(next, { replace: true })
  }
  return (
    <div className="page">
      <PageHead title={text.overview}>
        {time.asOf ? text.asKnown(formatDayZh(time.asOf)) : text.overviewNote}
      </PageHead>
      <section className="sheet">
        <TimeBar time={time} />
        <Answer of={lights}>
          {(data) =>
            data.lights.length === 0 ? (
              <Nothing>{text.none}</Nothing>
            ) : (
              <>
                <Legend lights={data.lights} chosen={chosen} onChoose={choose} />
                <Maps lights={data.lights} chosen={chosen} />
              </>
            )
          }
        </Answer>
      </section>
    </div>
  )
}

function Maps({ lights, chosen }: { lights: readonly DutyLight[]; chosen: Status | undefined }) {
  const time = useDutyTime()
  const { month, asOf } = time
  const maps = useMemo(() => mapsOf(lights, { month, ...(asOf && { asOf }) }), [lights, month, asOf])
  const [opened, setOpened] = useState<string | undefined>(undefined)
  const nameOf = (light: DutyLight) => `${light.duty}|${light.village ?? ''}`
  const map = (head: string, column: string, { columns, rows }: DutyMap) =>
    rows.length > 0 && (
      <section>
        <h2 className="section" style={{ marginTop: 20 }}>
          {head}
        </h2>
        <HeatMap
          head={column}
          columns={columns}
          rows={rows}
          filter={chosen}
          onOpen={(cell) => setOpened(cell[0] && nameOf(cell[0]))}
        />
      </section>
    )
  return (
    <>
      {map(text.rhythm, text.unit, maps.rhythm)}
      {map(text.units, text.unit, maps.units)}
      {map(text.villages, text.village, maps.villages)}
      {opened && (
        <LightDrawer
          lights={lights.filter((light) => nameOf(light) === opened)}
          time={time}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  )
}
