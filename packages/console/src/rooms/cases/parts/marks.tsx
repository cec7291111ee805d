import type { CaseFile } from '@hulei/core'
import { Tag } from 'antd'
import { useNames } from '../../../shell/session.tsx'
import { casesText as text } from '../cases.text.ts'

/** What marks a case: listed supervision, raised level, standing of the suspect, handled outside. */
export function Marks({
  of,
}: {
  of: Pick<CaseFile, 'isListed' | 'isRaised' | 'isOutside' | 'specialSuspects'>
}) {
  const names = useNames()
  const marks = [
    of.isListed && text.listed,
    of.isRaised && text.raised,
    of.isOutside && text.outside,
    ...of.specialSuspects.map((each) => names('specialSuspects', each)),
  ].filter((each) => typeof each === 'string')
  return (
    <>
      {marks.map((each) => (
        <Tag key={each} color="gold" style={{ marginInlineEnd: 4 }}>
          {each}
        </Tag>
      ))}
    </>
  )
}
