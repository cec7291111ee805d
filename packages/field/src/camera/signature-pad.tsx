import { useEffect, useRef, useState } from 'preact/hooks'
import { Picture } from './picture.tsx'
import { type PictureFile, pictureFile, toBlob } from './watermark.ts'

/** A box to sign in with a finger. The picture is made when the pen has rested, so that it is there when it is needed. */
export function SignaturePad({
  label,
  clearLabel,
  before,
  onSigned,
}: {
  label: string
  clearLabel: string
  /** A signature given before the app was closed. */
  before: PictureFile | undefined
  onSigned: (picture: PictureFile | undefined) => void
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const isDown = useRef(false)
  const [hasInk, setInk] = useState(false)
  const [first, setFirst] = useState(before)
  const pen = () => canvas.current?.getContext('2d') ?? undefined

  useEffect(() => {
    const element = canvas.current
    const brush = pen()
    if (!element || !brush) return
    const scale = window.devicePixelRatio || 1
    element.width = element.clientWidth * scale
    element.height = element.clientHeight * scale
    brush.scale(scale, scale)
    brush.lineWidth = 3
    brush.lineCap = 'round'
    brush.lineJoin = 'round'
    brush.strokeStyle = '#10181b'
  }, [first])

  const at = (event: PointerEvent): [number, number] => {
    const box = canvas.current?.getBoundingClientRect()
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)]
  }
  const finish = async () => {
    if (!isDown.current || !canvas.current) return
    isDown.current = false
    setInk(true)
    onSigned(await pictureFile(await toBlob(canvas.current, 'image/png')))
  }
  const clear = () => {
    const element = canvas.current
    if (element) pen()?.clearRect(0, 0, element.width, element.height)
    setInk(false)
    setFirst(undefined)
    onSigned(undefined)
  }
  if (first && !hasInk)
    return (
      <div class="signature">
        <Picture picture={first} label={label} />
        <button type="button" class="plain" onClick={clear}>
          {clearLabel}
        </button>
      </div>
    )
  return (
    <div class="signature">
      <canvas
        ref={canvas}
        aria-label={label}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          isDown.current = true
          const [x, y] = at(event)
          pen()?.beginPath()
          pen()?.moveTo(x, y)
          pen()?.lineTo(x + 0.1, y)
          pen()?.stroke()
        }}
        onPointerMove={(event) => {
          if (!isDown.current) return
          pen()?.lineTo(...at(event))
          pen()?.stroke()
        }}
        onPointerUp={() => void finish()}
        onPointerCancel={() => void finish()}
      />
      {!hasInk && <span class="signature-hint">{label}</span>}
      <button type="button" class="plain" onClick={clear} disabled={!hasInk}>
        {clearLabel}
      </button>
    </div>
  )
}
