import type { DutyLight, DutyLights } from '@hulei/core'

// Lights are given again as long as they stay the same (`lights.ts`), and so is what was written of them.
const written = new WeakMap<readonly DutyLight[], Buffer>()

/** A month's lights as JSON in UTF-8, writing the lights anew only when they changed. */
export function lightsJson({ lights, ...head }: DutyLights): Buffer {
  const own = written.get(lights) ?? Buffer.from(JSON.stringify(lights))
  written.set(lights, own)
  return Buffer.concat([Buffer.from(`${JSON.stringify(head).slice(0, -1)},"lights":`), own, Buffer.from('}')])
}
