import type { Bulletin, BulletinBlock } from '@hulei/core'
import { useEffect, useMemo, useState } from 'react'

/** A block with a name of its own, so that an inserted paragraph does not move what is being typed. */
export type KeyedBlock = { readonly key: number; readonly block: BulletinBlock }

/** What is edited: a bulletin, or another paper of the same blocks. */
type Edited = Pick<Bulletin, 'title' | 'blocks' | 'version'>

type Draft = { readonly base: Edited; readonly title: string; readonly blocks: readonly KeyedBlock[] }

const draftFrom = (base: Edited): Draft => ({
  base,
  title: base.title,
  blocks: base.blocks.map((block, key) => ({ key, block })),
})

/** What is written of a bulletin's words, without empty paragraphs. */
const written = (blocks: readonly KeyedBlock[]): BulletinBlock[] =>
  blocks.map(({ block }) => block).filter((block) => block.type === 'table' || block.text.trim() !== '')

/**
 * The words of a draft while they are edited. A newer version from the server is taken over unless something is unsaved:
 * then saving names the version it began from, and the server says what collides.
 */
export function useDraft(current: Edited) {
  const [draft, setDraft] = useState(() => draftFrom(current))
  const input = useMemo(() => {
    const blocks = written(draft.blocks)
    const isSame = JSON.stringify(blocks) === JSON.stringify(draft.base.blocks)
    return {
      ...(draft.title.trim() !== draft.base.title && { title: draft.title.trim() }),
      ...(!isSame && { blocks }),
    }
  }, [draft])
  const isDirty = Object.keys(input).length > 0
  useEffect(() => {
    if (!isDirty && current.version !== draft.base.version) setDraft(draftFrom(current))
  }, [current, draft.base.version, isDirty])
  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isDirty])
  const change = (blocks: readonly KeyedBlock[]) => setDraft((before) => ({ ...before, blocks }))
  return {
    title: draft.title,
    blocks: draft.blocks,
    /** What saving sends; nothing where nothing was changed. */
    input,
    isDirty,
    version: draft.base.version,
    setTitle: (title: string) => setDraft((before) => ({ ...before, title })),
    setText: (key: number, text: string) =>
      change(
        draft.blocks.map((each) =>
          each.key === key && each.block.type !== 'table' ? { key, block: { ...each.block, text } } : each,
        ),
      ),
    addBelow: (key: number) => {
      const at = draft.blocks.findIndex((each) => each.key === key) + 1
      const next = Math.max(0, ...draft.blocks.map((each) => each.key)) + 1
      change(draft.blocks.toSpliced(at, 0, { key: next, block: { type: 'paragraph', text: '' } }))
    },
    remove: (key: number) => change(draft.blocks.filter((each) => each.key !== key)),
    /** Leaves what was typed, for the newest version. */
    discard: () => setDraft(draftFrom(current)),
    /** What was saved is what is there now: the next version may be taken over. */
    saved: () =>
      setDraft((before) =>
        draftFrom({ ...before.base, title: before.title.trim(), blocks: written(before.blocks) }),
      ),
  }
}
export type BulletinDraft = ReturnType<typeof useDraft>
