import { PrinterOutlined, TableOutlined } from '@ant-design/icons'
import {
  type DutyLight,
  type DutyLights,
  formatDayZh,
  formatMonthZh,
  isSettled,
  monthOf,
  severityOf,
} from '@hulei/core'
import { Button } from 'antd'
import { useEffect } from 'react'
import { Link, useLocation, useSearchParams } from 'react-router'
import { withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import '../duties.css'
import { dutiesText as text } from '../duties.text.ts'
import { type DutyTime, spanBefore, useDutyTime } from '../duty-address.ts'
import { DutyMonths } from './duty-months.tsx'
import { LightLine, QuietLine } from './light-line.tsx'
import { Reminder } from './reminder.tsx'
import { TimeBar } from './time-bar.tsx'

/** The duty list of one unit or village: what needs doing first, each line with its light and why. */
export function DutyList({ of }: { of: { unit?: string; village?: string } }) {
  const time = useDutyTime()
  const names = useNames()
  const lights = useRead<DutyLights>(withQuery('/api/duties/lights', { ...time.query, ...of }))
  const [params, setParams] = useSearchParams()
  const isByMonth = params.get('view') === 'months'
  const turn = () => {
    const next = new URLSearchParams(params)
    if (isByMonth) next.delete('view')
    else next.set('view', 'months')
    setParams(next, { replace: true })
  }
  const name = of.village ? names('villages', of.village) : names('units', of.unit)
  const all = lights.data?.lights ?? []
  const month = formatMonthZh(time.month)
  const [begun, wanted] = [monthOf(useSession().playbook.plan.from), spanBefore(time.month, time.span)]
  const firstMonth = wanted > begun ? wanted : begun
  return (
    <div className="page">
      <PageHead
        title={`${name} · ${text.mine}`}
        actions={
          all.length > 0 && (
            <>
              <Button icon={<TableOutlined />} onClick={turn}>
                {isByMonth ? text.oneMonth : text.byMonth}
              </Button>
              <Reminder of={of} time={time} />
              <Link to={withQuery('/duties/folder', { ...time.query, ...of })}>
                <Button icon={<PrinterOutlined />}>{text.print}</Button>
              </Link>
            </>
          )
        }
      >
        {isByMonth
          ? text.monthsNote(formatMonthZh(firstMonth), month)
          : time.asOf
            ? text.asKnown(formatDayZh(time.asOf))
            : text.subjectNote(month, all.length, all.filter(needsWork).length)}
      </PageHead>
      <section className="sheet">
        <TimeBar time={time} />
        {isByMonth ? (
          <DutyMonths of={of} time={time} />
        ) : (
          <Answer of={lights}>
            {(data) =>
              data.lights.length === 0 ? (
                <Nothing>{text.noneOwn}</Nothing>
              ) : (
                <Groups lights={data.lights} time={time} />
              )
            }
          </Answer>
        )}
      </section>
    </div>
  )
}

const isQuiet = (light: DutyLight) => light.status === 'not-measured' || light.status === 'not-due'
const needsWork = (light: DutyLight) => !isSettled(light.status) && !isQuiet(light)

/** What needs doing, most serious first; what is settled; what has no light to act on. */
function Groups({ lights, time }: { lights: readonly DutyLight[]; time: DutyTime }) {
  const groups = [
    { title: text.toDo, own: lights.filter(needsWork) },
    { title: text.settled, own: lights.filter((light) => isSettled(light.status) && !isQuiet(light)) },
  ]
  const quiet = lights.filter(isQuiet)
  const { hash } = useLocation()
  // Whoever comes from a row of the months looks for that duty.
  useEffect(() => {
    if (hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView({ block: 'center' })
  }, [hash])
  return (
    <>
      {groups
        .filter(({ own }) => own.length > 0)
        .map(({ title, own }) => (
          <section key={title}>
            <h2 className="section duty-group">
              {title} <span className="quiet">{own.length}</span>
            </h2>
            {own
              .toSorted((left, right) => severityOf(right.status) - severityOf(left.status))
              .map((light) => (
                <LightLine key={`${light.duty} ${light.window.key}`} light={light} time={time} />
              ))}
          </section>
        ))}
      {quiet.length > 0 && (
        <section>
          <h2 className="section duty-group">
            {text.quietGroup} <span className="quiet">{quiet.length}</span>
          </h2>
          {quiet.map((light) => (
            <QuietLine key={`${light.duty} ${light.window.key}`} light={light} />
          ))}
        </section>
      )}
    </>
  )
}
