import { type AnyAct, type Day, formatDayZh, type Listing, renewListing } from '@hulei/core'
import { Button, Descriptions, Space, Tag } from 'antd'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Nothing } from '../../../shell/states.tsx'
import { fileText as text } from '../child-file.text.ts'
import type { ChildFile } from '../file-types.ts'
import './file.css'

type Doable = {
  readonly acts: readonly AnyAct[]
  readonly onAct: (act: AnyAct, of: object) => void
}

/** Under which categories the child is listed, and who stands by it. */
export function Support({ file, listings, teams }: { file: ChildFile; listings: Doable; teams: Doable }) {
  const names = useNames()
  return (
    <>
      <h2 className="section">{text.listings}</h2>
      {file.listings.length === 0 && <Nothing>{text.noListings}</Nothing>}
      <ul className="entries">
        {file.listings.map((each) => (
          <li key={each.id}>
            <Space wrap>
              <strong>{names('childCategories', each.category)}</strong>
              <Span from={each.from} to={each.to} />
              {each.basis === 'concern' && <Tag color="gold">{text.concernTag}</Tag>}
            </Space>
            {each.concern && <div style={{ whiteSpace: 'pre-wrap' }}>{each.concern}</div>}
            <Acts of={each} acts={actsOn(each, listings.acts)} onAct={listings.onAct} />
          </li>
        ))}
      </ul>
      <h2 className="section" style={{ marginTop: 24 }}>
        {text.teams}
      </h2>
      {file.teams.length === 0 && <Nothing>{text.noTeams}</Nothing>}
      <ul className="entries">
        {file.teams.map((each) => (
          <li key={each.id}>
            <Space wrap>
              <strong>{names('helperSchemes', each.scheme)}</strong>
              <Span from={each.from} to={each.to} />
            </Space>
            <div>
              {each.members.map((member) => (
                <div key={`${member.role}/${member.name}`}>
                  {member.name} {member.phone && <a href={`tel:${member.phone}`}>{member.phone}</a>}
                </div>
              ))}
            </div>
            <Acts of={each} {...teams} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** The plans of the child, the one in force first. */
export function Plans({ file, ...doable }: { file: ChildFile } & Doable) {
  if (file.plans.length === 0) return <Nothing>{text.noPlans}</Nothing>
  return (
    <ul className="entries">
      {file.plans.map((plan) => (
        <li key={plan.id}>
          <Space wrap style={{ marginBottom: 8 }}>
            <Span from={plan.from} to={plan.to} />
            <span className="quiet">{text.reviewOn(formatDayZh(plan.reviewOn))}</span>
          </Space>
          <Descriptions
            column={1}
            size="small"
            bordered
            styles={{ label: { width: 120 }, content: { whiteSpace: 'pre-wrap' } }}
            items={[
              { key: 'situation', label: text.situation, children: plan.situation },
              { key: 'measures', label: text.measures, children: plan.measures },
              { key: 'lookAt', label: text.lookAt, children: plan.lookAt ?? text.empty },
              { key: 'responsible', label: text.responsible, children: plan.responsible },
            ]}
          />
          <Acts of={plan} {...doable} />
        </li>
      ))}
    </ul>
  )
}

/** Only a concern is looked at again and goes on; a ground of law holds until it ends. */
const actsOn = (of: Listing, acts: readonly AnyAct[]) =>
  acts.filter((act) => act.name !== renewListing.name || of.basis === 'concern')

function Span({ from, to }: { from: Day; to: Day | null }) {
  const { township } = useSession()
  const isOver = to !== null && to < township.today
  return (
    <span className="quiet">
      {isOver ? text.ended : text.inForce}　{text.since(formatDayZh(from))}
      {to && text.until(formatDayZh(to))}
    </span>
  )
}

function Acts({ of, acts, onAct }: { of: { readonly to: Day | null } } & Doable) {
  if (of.to !== null || acts.length === 0) return null
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 6 }}>
      {acts.map((act) => (
        <Button key={act.name} size="small" onClick={() => onAct(act, of)}>
          {act.title}
        </Button>
      ))}
    </div>
  )
}
