import { type BulletinBlock, bulletinPaper, type Playbook, type PrintedBulletin } from '@hulei/core'
import { officialDocument } from '../../platform/documents/index.ts'

/**
 * A bulletin as a Word file in official layout (GB/T 9704). A draft says that it is one; `replaces` is the number of
 * the one that it supersedes.
 */
export async function bulletinDocument(
  printed: PrintedBulletin,
  playbook: Playbook,
  replaces?: string,
): Promise<Buffer> {
  return await officialDocument({
    ...bulletinPaper(printed, playbook, replaces),
    title: printed.title,
    body: printed.blocks.map(bodyBlock),
  })
}

function bodyBlock(block: BulletinBlock) {
  if (block.type !== 'paragraph') return block
  return { type: block.type, text: block.text }
}
