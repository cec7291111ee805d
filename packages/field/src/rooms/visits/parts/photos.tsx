import { Picture } from '../../../camera/picture.tsx'
import type { PictureFile } from '../../../camera/watermark.ts'
import { visitsText as text } from '../visits.text.ts'

/** Pictures of the form, each with a way to take it out, and the button for one more. */
export function Photos({
  hashes,
  pictures,
  most,
  add,
  onAdd,
  onRemove,
}: {
  hashes: readonly string[]
  pictures: readonly PictureFile[]
  /** How many the record may have here. */
  most: number
  add: string
  onAdd: () => void
  onRemove: (sha256: string) => void
}) {
  return (
    <div class="photos">
      {hashes.map((sha256, index) => {
        const picture = pictures.find((each) => each.sha256 === sha256)
        return (
          <figure key={sha256}>
            {picture ? (
              <Picture picture={picture} label={text.photoKept(index + 1)} />
            ) : (
              <span class="elsewhere">{text.photoOnServer(index + 1)}</span>
            )}
            <button type="button" class="plain" onClick={() => onRemove(sha256)}>
              {text.remove}
            </button>
          </figure>
        )
      })}
      {hashes.length < most && (
        <button type="button" class="wide" onClick={onAdd}>
          {add}
        </button>
      )}
    </div>
  )
}
