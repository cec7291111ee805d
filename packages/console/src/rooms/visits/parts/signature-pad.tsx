import { Button } from 'antd'
import { type PointerEvent, type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { visitsText as text } from '../visits.text.ts'

export type SignaturePadControl = {
  /** The signature as a PNG, or undefined while nothing is drawn. */
  picture(): Promise<Blob | undefined>
}

/** A box to sign in with a finger, a pen or the mouse. */
export function SignaturePad({
  onInk,
  control,
}: {
  onInk: (hasInk: boolean) => void
  control: Ref<SignaturePadControl>
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const hasInk = useRef(false)
  const isDown = useRef(false)

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const scale = window.devicePixelRatio || 1
    element.width = element.clientWidth * scale
    element.height = element.clientHeight * scale
    const pen = element.getContext('2d')
    if (!pen) return
    pen.scale(scale, scale)
    pen.lineWidth = 2.5
    pen.lineCap = 'round'
    pen.lineJoin = 'round'
    pen.strokeStyle = '#10181b'
  }, [])

  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top] as const
  }
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = canvas.current?.getContext('2d')
    if (!pen) return
    event.currentTarget.setPointerCapture(event.pointerId)
    isDown.current = true
    const [x, y] = at(event)
    pen.beginPath()
    pen.moveTo(x, y)
    pen.lineTo(x + 0.1, y)
    pen.stroke()
  }
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = canvas.current?.getContext('2d')
    if (!isDown.current || !pen) return
    pen.lineTo(...at(event))
    pen.stroke()
    if (!hasInk.current) {
      hasInk.current = true
      onInk(true)
    }
  }
  const clear = () => {
    const element = canvas.current
    element?.getContext('2d')?.clearRect(0, 0, element.width, element.height)
    hasInk.current = false
    onInk(false)
  }
  useImperativeHandle(control, () => ({
    picture: () =>
      new Promise((resolve) => {
        if (!hasInk.current || !canvas.current) resolve(undefined)
        else canvas.current.toBlob((blob) => resolve(blob ?? undefined), 'image/png')
      }),
  }))
  return (
    <div>
      <div className="quiet" style={{ marginBottom: 4 }}>
        {text.signHere}
      </div>
      <canvas
        ref={canvas}
        className="signature"
        aria-label={text.signHere}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={() => {
          isDown.current = false
        }}
        onPointerCancel={() => {
          isDown.current = false
        }}
      />
      <Button size="small" onClick={clear}>
        {text.clearSign}
      </Button>
    </div>
  )
}
