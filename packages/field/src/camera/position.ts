import { cameraText as text } from './camera.text.ts'

/** Where the phone is, in words for the watermark; why not, where it cannot say. */
export function positionWords(timeoutMs = 8000): Promise<string> {
  if (!('geolocation' in navigator)) return Promise.resolve(text.noPosition(text.unsupported))
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve(
          text.positionOf(
            coords.latitude.toFixed(5),
            coords.longitude.toFixed(5),
            Math.round(coords.accuracy),
          ),
        ),
      ({ code }) => resolve(text.noPosition({ 1: text.denied, 3: text.timeout }[code] ?? text.unavailable)),
      { enableHighAccuracy: true, timeout: timeoutMs, maximumAge: 120_000 },
    )
  })
}
