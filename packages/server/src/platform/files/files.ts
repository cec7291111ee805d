import { join } from 'node:path'
import { type FileStore, openFolderStore } from './file-store.ts'
import { createPictures, type Pictures } from './pictures.ts'

/** Where evidence lies, and how pictures of it are shown. */
export type Files = { readonly store: FileStore; readonly pictures: Pictures }

/** Files in a folder; what is made for screens lies in `shown/`, which a backup may leave out. */
export async function openFiles(dir: string): Promise<Files> {
  const store = await openFolderStore(dir)
  return { store, pictures: createPictures(store, join(dir, 'shown')) }
}
