import { useEffect, useMemo } from 'preact/hooks'
import type { PictureFile } from './watermark.ts'

/** A picture that lies in memory. */
export function Picture({ picture, label }: { picture: PictureFile; label: string }) {
  const url = useMemo(
    () => URL.createObjectURL(new Blob([picture.bytes], { type: picture.mediaType })),
    [picture],
  )
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return <img src={url} alt={label} />
}
