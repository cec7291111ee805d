import { type AnyAct, acts, instantLabel, type MissingChild, type MissingStep } from '@hulei/core'
import { App, Button, Descriptions } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames } from '../../../shell/session.tsx'
import { Answer, ProblemNote } from '../../../shell/states.tsx'
import { hueColours } from '../../../shell/theme.ts'
import { MatterTie, useMay } from '../../../shell/use-may.ts'
import { usePerform } from '../../../shell/use-perform.ts'
import { useRead } from '../../../shell/use-read.ts'
import type { Telling } from '../lead-types.ts'
import { leadsText } from '../leads.text.ts'
import { durationBetween, spreadText } from '../missing-words.ts'
import { Tellings } from '../parts/tellings.tsx'
import '../reporting.css'
import { ActDrawer, type Doing } from '../../../registers/index.ts'
import { reportingText as text } from '../reporting.text.ts'
import { MissingState, useBusinessNow } from './missing-list-page.tsx'

type Search = {
  readonly child: MissingChild
  readonly steps: readonly MissingStep[]
  readonly owners: readonly { readonly holder: string; readonly title: string }[]
  readonly isAssigned: boolean
  readonly tellings: readonly Telling[]
}

/** One missing child: the clock, what others are told, what was tried, how it ended. */
export function Page() {
  const { id = '' } = useParams()
  const search = useRead<Search>(`/api/missing/${id}`)
  return (
    <div className="page">
      <Answer of={search}>
        {(data) => (
          <MatterTie key={data.child.id} value={{ isAssigned: data.isAssigned }}>
            <SearchView search={data} />
          </MatterTie>
        )}
      </Answer>
    </div>
  )
}

const actsByState: Readonly<Record<string, readonly string[]>> = {
  searching: ['missing.publish-name', 'missing.found', 'missing.step'],
  found: ['missing.step', 'missing.close'],
}

function SearchView({ search }: { search: Search }) {
  const { child, steps, owners, tellings } = search
  const may = useMay()
  const names = useNames()
  const { now } = useBusinessNow()
  const { message } = App.useApp()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const offered = (actsByState[child.state] ?? [])
    .filter((name) => may(name, child))
    .flatMap((name) => acts.get(name) ?? [])
  const begin = (act: AnyAct) =>
    setDoing(
      act.on === 'new' ? { act: act.name, given: { matter: child.id } } : { act: act.name, record: child },
    )
  const { perform, isBusy, problem } = usePerform()
  const owed = tellings.some((each) => each.isMine && !each.acknowledgedAt)
  const acknowledge = async () => {
    const done = await perform({ act: 'missing.acknowledge', input: { matter: child.id } })
    if (done) void message.success(leadsText.acknowledged)
  }
  const isSearched = child.state === 'searching'
  const spread = isSearched ? spreadText(child, names) : text.stopText
  return (
    <>
      <PageHead
        title={child.code}
        actions={
          <>
            <Link to="/missing">
              <Button>{text.back}</Button>
            </Link>
            {owed && (
              <Button type="primary" loading={isBusy} onClick={() => void acknowledge()}>
                {leadsText.acknowledge}
              </Button>
            )}
            {offered.map((act, index) => (
              <Button
                key={act.name}
                type={!owed && index === offered.length - 1 ? 'primary' : 'default'}
                onClick={() => begin(act)}
              >
                {act.title}
              </Button>
            ))}
          </>
        }
      >
        <MissingState of={child} now={now} />
        {' · '}
        {child.firstStepAt ? (
          text.begun(durationBetween(child.calledAt, Date.parse(child.firstStepAt)))
        ) : (
          <span style={{ color: hueColours.bad }}>{text.notBegun}</span>
        )}
      </PageHead>
      {problem && <ProblemNote problem={problem} />}
      <div className="sheets">
        <section className="sheet" aria-label={isSearched ? text.spread : text.stop}>
          <h2 className="section">{isSearched ? text.spread : text.stop}</h2>
          <p style={{ fontSize: 16, overflowWrap: 'anywhere' }}>{spread}</p>
          <p className="quiet">{isSearched ? text.spreadNote : text.stopNote}</p>
          <Button
            onClick={() =>
              void navigator.clipboard.writeText(spread).then(() => message.success(text.copied))
            }
          >
            {text.copy}
          </Button>
        </section>
        <section className="sheet" aria-label={text.steps}>
          <h2 className="section">{text.steps}</h2>
          {steps.length === 0 && <p className="quiet">{text.noSteps}</p>}
          <ul style={{ paddingInlineStart: 20, margin: 0 }}>
            {steps.map((step) => (
              <li key={step.id} style={{ overflowWrap: 'anywhere' }}>
                {instantLabel(step.at)}　<b>{names('missingWays', step.way)}</b>　{step.detail}{' '}
                <span className="quiet">{step.who}</span>
              </li>
            ))}
          </ul>
        </section>
        {tellings.length > 0 && <Tellings of={tellings} />}
        <section className="sheet" aria-label={text.facts}>
          <h2 className="section">{text.facts}</h2>
          <Descriptions
            column={1}
            size="small"
            items={[
              {
                label: text.owners,
                children: owners.map((each) => `${each.title} ${each.holder}`).join('、'),
              },
              { label: text.called, children: instantLabel(child.calledAt) },
              { label: text.village, children: names('villages', child.village) },
              ...(child.foundAt
                ? [
                    {
                      label: text.found,
                      children: `${instantLabel(child.foundAt)} ${names('missingFinds', child.foundHow)} ${child.foundWhere ?? ''}`,
                    },
                  ]
                : []),
              ...(child.cause
                ? [
                    {
                      label: text.result,
                      children: `${names('missingCauses', child.cause)}：${child.analysis ?? ''}`,
                    },
                  ]
                : []),
            ]}
          />
        </section>
      </div>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </>
  )
}
