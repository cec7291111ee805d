import { useState } from 'preact/hooks'
import { Camera } from '../../camera/camera.tsx'
import { Picture } from '../../camera/picture.tsx'
import type { PictureFile } from '../../camera/watermark.ts'
import { formsText as text } from '../forms.text.ts'

/** Pictures that prove it, by the app's camera or from the gallery, each with its watermark. */
export function EvidenceField({
  label,
  least,
  most,
  chosen,
  pictures,
  watermark,
  onChange,
  onPicture,
}: {
  label: string
  least: number
  most: number
  chosen: readonly string[]
  pictures: readonly PictureFile[]
  watermark: () => readonly string[]
  onChange: (chosen: readonly string[]) => void
  onPicture: (picture: PictureFile) => Promise<void>
}) {
  const [isCameraOn, setCamera] = useState(false)
  const limit = least > 0 ? `${label}（${text.atLeast(least)}）` : label
  return (
    <fieldset class="choices">
      <legend>{limit}</legend>
      <div class="photos">
        {pictures
          .filter((picture) => chosen.includes(picture.sha256))
          .map((picture) => (
            <figure key={picture.sha256}>
              <Picture picture={picture} label={text.photoOf(label)} />
              <button
                type="button"
                class="plain"
                onClick={() => onChange(chosen.filter((each) => each !== picture.sha256))}
              >
                {text.remove}
              </button>
            </figure>
          ))}
        {chosen.length < most ? (
          <button type="button" class="wide" onClick={() => setCamera(true)}>
            {text.photo}
          </button>
        ) : (
          <p class="hint">{text.atMost(most)}</p>
        )}
      </div>
      {isCameraOn && (
        <Camera
          lines={watermark}
          onShot={({ marked }) => onPicture(marked)}
          onClose={() => setCamera(false)}
        />
      )}
    </fieldset>
  )
}
