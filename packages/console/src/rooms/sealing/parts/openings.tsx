import { type Day, formatDayOfYearZh } from '@hulei/core'
import { Tag } from 'antd'
import { useNames } from '../../../shell/session.tsx'
import type { Matter } from '../matter-types.ts'
import { sealingText as text } from '../sealing.text.ts'

/** Who opened what, when and why; broken seals until they have been reviewed. */
export function Openings({ data }: { data: Matter }) {
  const names = useNames()
  const codeOf = (file: string) => data.covers.find((cover) => cover.id === file)?.code ?? ''
  return (
    <section className="sheet" aria-label={text.openings}>
      <h2 className="section">{text.openings}</h2>
      {data.openings.length === 0 && <p className="quiet">{text.noOpenings}</p>}
      <ul className="lead-lines">
        {[...data.openings].reverse().map((each) => (
          <li key={each.id}>
            <span>
              {formatDayOfYearZh(each.openedOn as Day)} <strong>{each.holder}</strong> {each.title}{' '}
              <span className="quiet">
                {codeOf(each.file)} · {names('openingPurposes', each.purpose)}
                {each.reason && ` · ${each.reason}`}
              </span>
            </span>
            {each.isBroken ? (
              <Tag color={each.reviewedOn ? 'default' : 'red'}>
                {text.wasBroken} ·{' '}
                {each.reviewedOn ? text.reviewed(formatDayOfYearZh(each.reviewedOn as Day)) : text.toReview}
              </Tag>
            ) : (
              <Tag>{text.wasOpened}</Tag>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
