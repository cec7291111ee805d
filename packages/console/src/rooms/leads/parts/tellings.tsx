import { instantLabel } from '@hulei/core'
import { Tag } from 'antd'
import { useNames } from '../../../shell/session.tsx'
import { hueColours } from '../../../shell/theme.ts'
import type { Telling } from '../lead-types.ts'
import { leadsText as text } from '../leads.text.ts'

/** Who was told, and whose receipt is there; of several who share a part, one is enough, except of the two heads. */
export function Tellings({ of }: { of: readonly Telling[] }) {
  const names = useNames()
  const isSharedAndIn = ({ part }: Telling) =>
    part !== 'head' && part !== 'outside' && of.some((each) => each.part === part && each.acknowledgedAt)
  return (
    <section className="sheet" aria-label={text.tellings}>
      <h2 className="section">{text.tellings}</h2>
      <ul className="lead-lines">
        {of.map((each) => (
          <li key={`${each.holder} ${each.title}`}>
            <span>
              <Tag>{names('tellingParts', each.part)}</Tag>
              <strong>{each.holder}</strong> {each.title}
              <br />
              <span className="quiet">{text.told(instantLabel(each.toldAt).slice(5))}</span>
            </span>
            {each.acknowledgedAt ? (
              <span style={{ color: hueColours.good }}>
                <span aria-hidden="true">●</span> {text.ackAt(instantLabel(each.acknowledgedAt).slice(5))}
              </span>
            ) : isSharedAndIn(each) && !each.isMine ? (
              <span className="quiet">{text.otherAck}</span>
            ) : (
              <span style={{ color: hueColours.bad }}>
                <span aria-hidden="true">■</span> {each.isMine ? text.toAcknowledge : text.notAck}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
