/** Pictures whose hashes differ in so many bits at most show the same (Krawetz 2013 speaks of the same picture below 10). */
export const mostBitsApart = 3

/** The 64 bits of 16 hex digits as PostgreSQL's bigint holds them. */
export const signedHash = (hex: string): bigint => BigInt.asIntN(64, BigInt(`0x${hex}`))

/** A sky, a wall or a white sheet looks like every other: too few edges, and the hash says nothing. */
export function isTelling(hash: bigint): boolean {
  let bits = 0
  for (let rest = BigInt.asUintN(64, hash); rest > 0n; rest >>= 1n) bits += Number(rest & 1n)
  return bits >= 6 && bits <= 58
}
