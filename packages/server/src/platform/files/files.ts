import { join } from 'node:path'
import { type FileStore, openFolderStore } from './file-store.ts'
import { createPictures, type Pictures } from './pictures.ts'
import { openUploads, type Uploads } from './uploads.ts'

/** Where evidence lies, how pictures of it are shown, and how it arrives in pieces. */
export type Files = { readonly store: FileStore; readonly pictures: Pictures; readonly uploads: Uploads }

/** Files in a folder; what is made for screens lies in `shown/`, what has not arrived whole in `uploads/`: a backup
 * may leave out both. */
export async function openFiles(dir: string): Promise<Files> {
  const store = await openFolderStore(dir)
  return {
    store,
    pictures: createPictures(store, join(dir, 'shown')),
    uploads: await openUploads(join(dir, 'uploads')),
  }
}
