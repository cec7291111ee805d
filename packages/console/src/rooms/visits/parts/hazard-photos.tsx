import type { VisitValues } from '@hulei/core'
import { Tag } from 'antd'
import { EvidenceInput } from '../../../evidence/evidence-input.tsx'
import { FileLinks } from '../../../registers/index.ts'
import { useSession } from '../../../shell/session.tsx'
import { visitsText as text } from '../visits.text.ts'

const MOST_PER_HAZARD = 3

/** A photo beside each hazard that was ticked; each is a photo of the visit as well. */
export function HazardPhotos({
  values,
  onChange,
}: {
  values: VisitValues
  onChange: (next: VisitValues) => void
}) {
  const { hazards } = useSession().playbook.visitForm
  const seen = hazards.filter(({ id, isNone }) => values.hazards.includes(id) && !isNone)
  const change = (hazard: string, next: readonly string[]) => {
    const before = values.hazardPhotos[hazard] ?? []
    const gone = before.filter((each) => !next.includes(each))
    // What was uploaded beside one hazard is the visit's photo; taken away here, it is taken away there.
    const photos = [...values.photos.filter((each) => !gone.includes(each)), ...next]
    onChange({
      ...values,
      photos: [...new Set(photos)],
      hazardPhotos: { ...values.hazardPhotos, [hazard]: next },
    })
  }
  return seen.map(({ id, name }) => (
    <fieldset key={id} className="choices">
      <legend>{name}</legend>
      <EvidenceInput
        isCamera
        max={MOST_PER_HAZARD}
        label={text.takeHazard}
        value={values.hazardPhotos[id] ?? []}
        onChange={(hashes) => change(id, hashes)}
      />
    </fieldset>
  ))
}

/** The hazards of a visit in words, each with its photos. */
export function HazardsShown({ values }: { values: VisitValues }) {
  const { hazards } = useSession().playbook.visitForm
  if (values.hazards.length === 0) return <span className="quiet">—</span>
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      {values.hazards.map((id) => (
        <div key={id} style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' }}>
          <Tag style={{ marginInlineEnd: 0 }}>{hazards.find((each) => each.id === id)?.name ?? id}</Tag>
          <FileLinks hashes={values.hazardPhotos[id] ?? []} />
        </div>
      ))}
    </div>
  )
}
