import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

const TOKEN_BYTES = 16

/** The secret part of a link: 128 random bits as 22 characters of base64url. Only its hash is stored. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** What is stored of a token: 32 bytes. A fast hash is enough, 128 random bits cannot be guessed. */
export function hashToken(token: string): Buffer<ArrayBuffer> {
  // Copied, because Prisma's types want bytes that no other thread shares.
  return Buffer.from(hash('sha256', token, 'buffer'))
}

/** Compares in constant time; false for everything that is not the token, whatever its length. */
export function tokenMatches(token: string, storedHash: Uint8Array): boolean {
  const actual = hashToken(token)
  return actual.length === storedHash.length && timingSafeEqual(actual, storedHash)
}
