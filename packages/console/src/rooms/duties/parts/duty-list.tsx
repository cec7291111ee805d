import { PrinterOutlined } from '@ant-design/icons'
import { type DutyLights, formatDayZh, formatMonthZh, isSettled, severityOf } from '@hulei/core'
import { Button } from 'antd'
import { Link } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import '../duties.css'
import { dutiesText as text } from '../duties.text.ts'
import { useDutyTime } from '../duty-address.ts'
import { LightLine } from './light-line.tsx'
import { Reminder } from './reminder.tsx'
import { TimeBar } from './time-bar.tsx'

/** The duty list of one unit or village: what needs doing first, each line with its light and why. */
export function DutyList({ of }: { of: { unit?: string; village?: string } }) {
  const time = useDutyTime()
  const names = useNames()
  const lights = useRead<DutyLights>(withQuery('/api/duties/lights', { ...time.query, ...of }))
  const name = of.village ? names('villages', of.village) : names('units', of.unit)
  const all = lights.data?.lights ?? []
  const month = formatMonthZh(time.month)
  return (
    <div className="page">
      <PageHead
        title={`${name} · ${text.mine}`}
        actions={
          all.length > 0 && (
            <>
              <Reminder of={of} time={time} />
              <Link to={withQuery('/duties/folder', { ...time.query, ...of })}>
                <Button icon={<PrinterOutlined />}>{text.print}</Button>
              </Link>
            </>
          )
        }
      >
        {time.asOf
          ? text.asKnown(formatDayZh(time.asOf))
          : text.subjectNote(month, all.filter((light) => isSettled(light.status)).length, all.length)}
      </PageHead>
      <section className="sheet">
        <TimeBar time={time} />
        <Answer of={lights}>
          {(data) =>
            data.lights.length === 0 ? (
              <Nothing>{text.noneOwn}</Nothing>
            ) : (
              [...data.lights]
                .sort((left, right) => severityOf(right.status) - severityOf(left.status))
                .map((light) => (
                  <LightLine key={`${light.duty} ${light.window.key}`} light={light} time={time} />
                ))
            )
          }
        </Answer>
      </section>
    </div>
  )
}
