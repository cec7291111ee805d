import type { FieldDatabase, VaultRow } from './database.ts'

/**
 * One phone, several workers. Who signs in takes the phone over; what is another's and was not sent stays, under that
 * one's own key, until that one signs in again: nobody else can read it, and nobody can send it in another's name.
 */
const asideName = (account: string) => `vault/${account}`
const asidePrefix = (account: string) => `aside/${account}/`

/** What this phone knows of an account: the vault in use, or one set aside for it. */
export async function vaultOfAccount(db: FieldDatabase, account: string): Promise<VaultRow | undefined> {
  const row = await db.get('vault', 'vault')
  return row?.account === account ? row : await db.get('vault', asideName(account))
}

/** Makes this the vault in use; another's is set aside with its half filled forms, and the forms of this one come back. */
export async function takeOver(db: FieldDatabase, row: VaultRow): Promise<void> {
  const tx = db.transaction(['vault', 'sealed'], 'readwrite', { durability: 'strict' })
  const [vaults, sealed] = [tx.objectStore('vault'), tx.objectStore('sealed')]
  const before = await vaults.get('vault')
  const move = async (from: string, to: string) => {
    const value = await sealed.get(from)
    if (value) await Promise.all([sealed.put({ ...value, name: to }), sealed.delete(from)])
  }
  if (before && before.account !== row.account) {
    // Without its PIN: whoever comes back signs in.
    const { wrappedByPin: _pin, ...kept } = before
    await vaults.put({ ...kept, name: asideName(before.account) })
    const names = await sealed.getAllKeys()
    for (const name of names.filter((each) => !each.startsWith('aside/'))) {
      // One after the other: two may have a form of the same child. The pack is the server's, and comes again.
      if (name.startsWith('draft/')) await move(name, `${asidePrefix(before.account)}${name}`)
      else await sealed.delete(name)
    }
    const own = asidePrefix(row.account)
    for (const name of names.filter((each) => each.startsWith(own))) await move(name, name.slice(own.length))
  }
  await Promise.all([vaults.delete(asideName(row.account)), vaults.put(row), tx.done])
}
