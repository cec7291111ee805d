import type { VisitValues } from '@hulei/core/rooms/visits/visit-values'
import type { PictureFile } from '../../../camera/watermark.ts'
import { Choices } from '../../../shell/choices.tsx'
import type { PackPlan } from '../pack-records.ts'
import { visitsText as text } from '../visits.text.ts'
import { Photos } from './photos.tsx'

const MOST_PER_HAZARD = 3

/** Hazards to tick, with a photo beside each that was seen. */
export function HazardsCard({
  hazards,
  values,
  pictures,
  hasRoom,
  onChange,
  onShoot,
  onRemove,
}: {
  hazards: PackPlan['visitForm']['hazards']
  values: VisitValues
  pictures: readonly PictureFile[]
  /** Whether the visit may have one photo more. */
  hasRoom: boolean
  onChange: (hazards: readonly string[]) => void
  onShoot: (hazard: string) => void
  onRemove: (sha256: string) => void
}) {
  const seen = hazards.filter(({ id, isNone }) => values.hazards.includes(id) && !isNone)
  return (
    <div class="card">
      <h2>{text.hazards}</h2>
      <Choices label="" options={hazards} chosen={values.hazards} onChoose={onChange} isMany />
      {seen.map(({ id, name }) => {
        const hashes = values.hazardPhotos[id] ?? []
        return (
          <fieldset key={id} class="hazard">
            <legend>{name}</legend>
            <Photos
              hashes={hashes}
              pictures={pictures}
              most={hasRoom ? MOST_PER_HAZARD : hashes.length}
              add={text.shootHazard(name)}
              onAdd={() => onShoot(id)}
              onRemove={onRemove}
            />
          </fieldset>
        )
      })}
    </div>
  )
}
