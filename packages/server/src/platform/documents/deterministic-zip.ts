import JSZip from 'jszip'

const FIXED = new Date(Date.UTC(1980, 0, 1))

/**
 * The same document as the same bytes: entries in order of name with one fixed date, and no time of making inside, so
 * that an issued document can be compared with its hash wherever it turns up.
 */
export async function withoutTimes(file: Uint8Array): Promise<Buffer> {
  const given = await JSZip.loadAsync(file)
  const fixed = new JSZip()
  for (const name of Object.keys(given.files).sort()) {
    const entry = given.files[name]
    if (!entry || entry.dir) continue
    const bytes = await entry.async('nodebuffer')
    const isProperties = name === 'docProps/core.xml'
    fixed.file(name, isProperties ? withoutInstants(bytes) : bytes, { date: FIXED, createFolders: false })
  }
  return await fixed.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', platform: 'DOS' })
}

const withoutInstants = (bytes: Buffer): string =>
  bytes.toString('utf8').replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '1980-01-01T00:00:00Z')
