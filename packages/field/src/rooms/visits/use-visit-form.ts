import type { VisitValues } from '@hulei/core/rooms/visits/visit-values'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { PictureFile, Shot } from '../../camera/watermark.ts'
import { useField } from '../../shell/field.ts'
import {
  type DraftOf,
  dropVisitDraft,
  keepDraftPictures,
  keepVisitDraft,
  type VisitDraft,
} from './visit-draft.ts'

/** What a picture is taken for. */
export type ShotFor =
  | { readonly what: 'photo' | 'paper' }
  | { readonly what: 'hazard'; readonly hazard: string }

export type Begun = { readonly draft: VisitDraft | undefined; readonly pictures: readonly PictureFile[] }

/**
 * A visit's form while it is filled in: every change is kept in its draft at once, pictures with their bytes. `onKept` is
 * told whether the phone took the last change: on a full disk all stays in the form, and is written when there is room.
 */
export function useVisitForm(
  draftOf: DraftOf,
  begun: Begun,
  fresh: () => VisitDraft,
  onKept: (isKept: boolean) => void,
) {
  const { db, vault } = useField()
  const [draft, setDraft] = useState<VisitDraft>(() => begun.draft ?? fresh())
  const [pictures, setPictures] = useState<readonly PictureFile[]>(begun.pictures)
  const [isRestored, setRestored] = useState(begun.draft !== undefined)
  const isFirst = useRef(true)
  const [hasScaled, setScaled] = useState(false)
  const last = useRef<Promise<void>>(Promise.resolve())
  /** Pictures of this form that are not on the disk yet. */
  const unkept = useRef<readonly PictureFile[] | undefined>(undefined)
  const { values } = draft

  // One after the other: an older keystroke is never written over a newer one, nor a draft after the act that ends it.
  const write = (work: () => Promise<void>): Promise<void> => {
    last.current = last.current.then(work).then(
      () => onKept(true),
      () => onKept(false),
    )
    return last.current
  }
  const writePictures = async () => {
    const pending = unkept.current
    if (pending) await keepDraftPictures(db, vault, draftOf, pending)
    if (unkept.current === pending) unkept.current = undefined
  }

  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    void write(async () => {
      await keepVisitDraft(db, vault, draftOf, draft)
      await writePictures()
    })
  }, [db, vault, draftOf, draft])

  const setValues = (next: VisitValues | ((now: VisitValues) => VisitValues)) =>
    setDraft((now) => ({ ...now, values: typeof next === 'function' ? next(now.values) : next }))
  const keepPictures = (next: readonly PictureFile[]) => {
    setPictures(next)
    unkept.current = next
    return write(writePictures)
  }
  return {
    draft,
    values,
    pictures,
    isRestored,
    /** Whether a picture was too large, and is kept smaller. */
    hasScaled,
    /** When everything so far is written. */
    settled: () => last.current,
    setValues,
    setReason: (reason: string) => setDraft((now) => ({ ...now, reason })),
    async addShot(shotFor: ShotFor, { original, marked, isScaled }: Shot) {
      if (isScaled) setScaled(true)
      if (shotFor.what === 'paper') {
        await keepPictures([...pictures, original])
        setValues((now) => ({ ...now, paperForm: [...now.paperForm, original.sha256] }))
        return
      }
      await keepPictures([...pictures, original, marked])
      setValues((now) => ({
        ...now,
        photos: [...now.photos, marked.sha256],
        originals: [...now.originals, original.sha256],
        ...(shotFor.what === 'hazard' && {
          hazardPhotos: {
            ...now.hazardPhotos,
            [shotFor.hazard]: [...(now.hazardPhotos[shotFor.hazard] ?? []), marked.sha256],
          },
        }),
      }))
    },
    /** Takes a photo out, with its original and from beside its hazard. */
    removePhoto(sha256: string) {
      setValues((now) => {
        const index = now.photos.indexOf(sha256)
        // Photos from the console have no originals: then the lists do not go together.
        const isPaired = now.originals.length === now.photos.length
        return {
          ...now,
          photos: now.photos.filter((each) => each !== sha256),
          originals: isPaired ? now.originals.filter((_, at) => at !== index) : now.originals,
          hazardPhotos: without(now.hazardPhotos, sha256),
        }
      })
    },
    removePage(sha256: string) {
      setValues((now) => ({ ...now, paperForm: now.paperForm.filter((each) => each !== sha256) }))
    },
    sign(signature: PictureFile | undefined) {
      const others = pictures.filter((picture) => !values.signatureFile.includes(picture.sha256))
      void keepPictures(signature ? [...others, signature] : others)
      setValues((now) => ({ ...now, signatureFile: signature ? [signature.sha256] : [] }))
    },
    startOver() {
      unkept.current = undefined
      void write(() => dropVisitDraft(db, draftOf))
      isFirst.current = true
      setDraft(fresh())
      setPictures([])
      setRestored(false)
    },
  }
}

function without(hazardPhotos: VisitValues['hazardPhotos'], sha256: string): VisitValues['hazardPhotos'] {
  const entries = Object.entries(hazardPhotos)
    .map(([hazard, photos]) => [hazard, photos.filter((each) => each !== sha256)] as const)
    .filter(([, photos]) => photos.length > 0)
  return Object.fromEntries(entries)
}
