import { hash, verify } from '@node-rs/argon2'

// OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. argon2id is the package's default
// algorithm; naming it would need its ambient const enum, which Node's type stripping cannot read.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The same password typed in full-width or composed characters is the same password (NIST SP 800-63B, 3.1.1.2). */
const normalized = (password: string) => password.normalize('NFKC')

/** Hashes a password as argon2id in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalized(password), cost)
}

/** Whether the password is the one that was hashed. */
export function verifyPassword(input: { hash: string; password: string }): Promise<boolean> {
  return verify(input.hash, normalized(input.password))
}
