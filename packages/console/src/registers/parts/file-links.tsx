import { Image } from 'antd'
import { downloadUrl } from '../../shell/api.ts'
import { registersText as text } from '../registers.text.ts'

/** Files of a record as small pictures that open; the server shows them to those who may see the record. */
export function FileLinks({
  hashes,
  originals = {},
}: {
  hashes: readonly string[]
  /** The untouched picture beside one with a watermark, by the hash of that one. */
  originals?: Readonly<Record<string, string>> | undefined
}) {
  return (
    <Image.PreviewGroup>
      <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 8 }}>
        {hashes.map((hash, index) => (
          <span key={hash} style={{ display: 'inline-grid', justifyItems: 'center' }}>
            <Image
              width={72}
              height={72}
              style={{ objectFit: 'cover', borderRadius: 4, border: '1px solid #e3e8ea' }}
              src={downloadUrl(`/api/files/${hash}/display?w=320`)}
              preview={{ src: downloadUrl(`/api/files/${hash}/display?w=1600`) }}
              alt={text.file(index + 1)}
              fallback={DOCUMENT}
            />
            {originals[hash] && <a href={downloadUrl(`/api/files/${originals[hash]}`)}>{text.original}</a>}
          </span>
        ))}
      </span>
    </Image.PreviewGroup>
  )
}

/** What stands in for a file that is no picture, or cannot be shown. */
const DOCUMENT = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72"><path d="M22 14h20l10 10v34H22z" fill="#fff" stroke="#5b6770" stroke-width="2"/><path d="M42 14v10h10" fill="none" stroke="#5b6770" stroke-width="2"/></svg>',
)}`
