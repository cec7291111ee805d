import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  KeyObject,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'
import { BackupError, damaged } from './backup-error.ts'
import { readBytes } from './byte-reader.ts'

/** A passphrase that a person keeps, or a 256-bit key. */
export type BackupKey = string | KeyObject

/*
 * The file: MAGIC, one byte that says how the file key is made, salt, key check; then chunks until the last:
 * a 32-bit number (top bit: this is the last; rest: length) and the AES-256-GCM ciphertext with its tag.
 * The nonce is the chunk's number and its last-bit, the associated data is the whole head; so chunks that are
 * changed, swapped, repeated, cut off or added are noticed. The file key is never used for a second file (salt).
 */
const MAGIC = Buffer.from('HULEI-BACKUP-1\n')
const FROM_PASSPHRASE = 1
const FROM_KEY = 2
const SALT_BYTES = 32
const CHECK_BYTES = 16
const HEAD_BYTES = MAGIC.length + 1 + SALT_BYTES + CHECK_BYTES
const TAG_BYTES = 16
const CHUNK_BYTES = 256 * 1024
const LAST = 0x8000_0000
const SHORTEST_PASSPHRASE = 12
/** 64 MB and about a quarter of a second for each guess. */
const SCRYPT = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }

/** Encrypts a stream; throws `BackupError` `weak-passphrase`. */
export async function* seal(plain: AsyncIterable<Buffer>, key: BackupKey): AsyncGenerator<Buffer> {
  if (typeof key === 'string' && key.length < SHORTEST_PASSPHRASE) {
    throw new BackupError('weak-passphrase', `备份口令至少要有${SHORTEST_PASSPHRASE}个字符。`)
  }
  const salt = randomBytes(SALT_BYTES)
  const fileKey = await makeFileKey(key, salt)
  const way = Buffer.of(typeof key === 'string' ? FROM_PASSPHRASE : FROM_KEY)
  const head = Buffer.concat([MAGIC, way, salt, keyCheck(fileKey, way, salt)])
  yield head
  const reader = readBytes(plain)
  let number = 0
  let chunk = await reader.take(CHUNK_BYTES)
  for (;;) {
    const next = await reader.take(CHUNK_BYTES)
    const isLast = next.length === 0
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonce(number, isLast)).setAAD(head)
    const body = Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
    const length = Buffer.alloc(4)
    length.writeUInt32BE((body.length | (isLast ? LAST : 0)) >>> 0)
    yield Buffer.concat([length, body])
    if (isLast) return
    chunk = next
    number++
  }
}

/** Decrypts what `seal` made; throws `BackupError` `not-a-backup`, `wrong-key` or `damaged`. */
export async function* unseal(sealed: AsyncIterable<Buffer>, key: BackupKey): AsyncGenerator<Buffer> {
  const reader = readBytes(sealed)
  try {
    const head = await reader.take(HEAD_BYTES)
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) {
      throw new BackupError('not-a-backup', '这不是护蕾的备份文件，或由更新版本的护蕾制作。')
    }
    if (head.length < HEAD_BYTES) throw damaged('文件不完整')
    const fileKey = await openHead(head, key)
    for (let number = 0; ; number++) {
      const prefix = await reader.take(4)
      if (prefix.length < 4) throw damaged('文件不完整')
      const word = prefix.readUInt32BE()
      const isLast = (word & LAST) !== 0
      const length = (word & ~LAST) >>> 0
      if (length < TAG_BYTES || length > CHUNK_BYTES + TAG_BYTES) throw damaged(`第${number + 1}段长度不对`)
      const body = await reader.take(length)
      if (body.length < length) throw damaged('文件不完整')
      yield openChunk(fileKey, head, body, number, isLast)
      if (!isLast) continue
      if ((await reader.take(1)).length > 0) throw damaged('文件末尾有多余内容')
      return
    }
  } finally {
    await reader.close()
  }
}

async function openHead(head: Buffer, key: BackupKey): Promise<KeyObject> {
  const way = head.subarray(MAGIC.length, MAGIC.length + 1)
  const salt = head.subarray(MAGIC.length + 1, HEAD_BYTES - CHECK_BYTES)
  if (way[0] !== (typeof key === 'string' ? FROM_PASSPHRASE : FROM_KEY)) {
    throw new BackupError(
      'wrong-key',
      way[0] === FROM_PASSPHRASE ? '这份备份要用口令打开。' : '这份备份要用密钥打开，不是口令。',
    )
  }
  const fileKey = await makeFileKey(key, salt)
  if (!timingSafeEqual(keyCheck(fileKey, way, salt), head.subarray(HEAD_BYTES - CHECK_BYTES))) {
    throw new BackupError('wrong-key', '备份口令（密钥）不对，或文件开头已损坏。')
  }
  return fileKey
}

function openChunk(fileKey: KeyObject, head: Buffer, body: Buffer, number: number, isLast: boolean): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', fileKey, nonce(number, isLast)).setAAD(head)
  decipher.setAuthTag(body.subarray(body.length - TAG_BYTES))
  const plain = decipher.update(body.subarray(0, body.length - TAG_BYTES))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch (cause) {
    throw damaged(`第${number + 1}段被改动过`, cause)
  }
}

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt8(isLast ? 1 : 0, 0)
  bytes.writeUInt32BE(number, 8)
  return bytes
}

async function makeFileKey(key: BackupKey, salt: Buffer): Promise<KeyObject> {
  if (key instanceof KeyObject) {
    return createSecretKey(Buffer.from(hkdfSync('sha256', key, salt, 'hulei backup file', 32)))
  }
  const bytes = await new Promise<Buffer>((done, fail) =>
    // The same characters typed on another keyboard must give the same key.
    scrypt(key.normalize('NFC'), salt, 32, SCRYPT, (error, made) => (error ? fail(error) : done(made))),
  )
  return createSecretKey(bytes)
}

/** Tells a wrong key from a damaged file before anything is decrypted. */
const keyCheck = (fileKey: KeyObject, way: Buffer, salt: Buffer): Buffer =>
  createHmac('sha256', fileKey)
    .update('hulei backup key check')
    .update(way)
    .update(salt)
    .digest()
    .subarray(0, CHECK_BYTES)
