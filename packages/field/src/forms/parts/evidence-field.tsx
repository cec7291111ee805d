import { useState } from 'preact/hooks'
import { Camera } from '../../camera/camera.tsx'
import { Picture } from '../../camera/picture.tsx'
import type { PictureFile, Shot } from '../../camera/watermark.ts'
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
  onShot,
}: {
  label: string
  least: number
  most: number
  chosen: readonly string[]
  pictures: readonly PictureFile[]
  watermark: () => readonly string[]
  onChange: (chosen: readonly string[]) => void
  onShot: (shot: Shot) => Promise<void>
}) {
  const [isCameraOn, setCamera] = useState(false)
  const limit = least > 0 ? `${label}（${text.atLeast(least)}）` : label
  return (
    <fieldset class="choices">
      <legend>{limit}</legend>
      <div class="photos">
        {chosen.map((sha256, index) => {
          const picture = pictures.find((each) => each.sha256 === sha256)
          return (
            <figure key={sha256}>
              {picture ? (
                <Picture picture={picture} label={text.photoOf(label)} />
              ) : (
                <span class="elsewhere">{text.onServer(index + 1)}</span>
              )}
              <button
                type="button"
                class="plain"
                onClick={() => onChange(chosen.filter((each) => each !== sha256))}
              >
                {text.remove}
              </button>
            </figure>
          )
        })}
        {chosen.length < most ? (
          <button type="button" class="wide" onClick={() => setCamera(true)}>
            {text.photo}
          </button>
        ) : (
          <p class="hint">{text.atMost(most)}</p>
        )}
      </div>
      {isCameraOn && <Camera lines={watermark} onShot={onShot} onClose={() => setCamera(false)} />}
    </fieldset>
  )
}
