import { useEffect, useRef, useState } from 'preact/hooks'
import { cameraText as text } from './camera.text.ts'
import { positionWords } from './position.ts'
import { type Shot, toBlob, UnreadablePicture, watermarked } from './watermark.ts'

/** More than any phone's camera makes: opening it would end the app. */
const MOST_BYTES = 100 * 1024 * 1024

/** The phone's camera inside the app; the gallery where there is none, and then the picture says so. */
export function Camera({
  lines,
  onShot,
  onClose,
}: {
  /** What the watermark says besides position: time, village, visitor, code. */
  lines: () => readonly string[]
  onShot: (shot: Shot) => Promise<void>
  onClose: () => void
}) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<'starting' | 'on' | 'refused' | 'busy'>('starting')
  const [fault, setFault] = useState('')
  const position = useRef<Promise<string> | undefined>(undefined)

  useEffect(() => {
    let stream: MediaStream | undefined
    let isGone = false
    position.current = positionWords()
    const start = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1440 } },
          audio: false,
        })
        if (isGone || !video.current) return stop()
        video.current.srcObject = stream
        await video.current.play()
        setState('on')
      } catch {
        setState('refused')
      }
    }
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    void start()
    return () => {
      isGone = true
      stop()
    }
  }, [])

  const take = async (source: Blob, more: readonly string[]) => {
    setState('busy')
    setFault('')
    try {
      const where = await (position.current ?? positionWords())
      await onShot(await watermarked(source, [...lines(), where, ...more], text.scaled))
      onClose()
    } catch (error) {
      setFault(error instanceof UnreadablePicture ? text.notAPicture : text.notKept)
      setState(video.current?.srcObject ? 'on' : 'refused')
    }
  }
  const shoot = async () => {
    const shown = video.current
    if (!shown) return
    const canvas = document.createElement('canvas')
    canvas.width = shown.videoWidth
    canvas.height = shown.videoHeight
    canvas.getContext('2d')?.drawImage(shown, 0, 0)
    await take(await toBlob(canvas, 'image/jpeg'), [])
  }
  return (
    <div class="camera" role="dialog" aria-label={text.shoot}>
      <video ref={video} playsInline muted hidden={state === 'refused'} />
      {state === 'starting' && <p class="over">{text.starting}</p>}
      {state === 'refused' && !fault && <p class="over">{text.refused}</p>}
      {state === 'busy' && <p class="over">{text.busy}</p>}
      {fault && (
        <p class="over fault" role="alert">
          {fault}
        </p>
      )}
      <div class="camera-bar">
        <button type="button" onClick={onClose}>
          {text.cancel}
        </button>
        {state !== 'refused' && (
          <button type="button" class="shutter" disabled={state !== 'on'} onClick={() => void shoot()}>
            {text.shoot}
          </button>
        )}
        <label class="button">
          {text.pick}
          <input
            type="file"
            accept="image/*"
            hidden
            onChange={(event) => {
              const file = event.currentTarget.files?.[0]
              event.currentTarget.value = ''
              if (!file) return
              if (file.size > MOST_BYTES) setFault(text.tooLarge)
              else void take(file, [text.fromGallery])
            }}
          />
        </label>
      </div>
    </div>
  )
}
