import type { Mark } from './marks.ts'

/** Kept bytes are not what this code has written: a sum has drifted from what was folded. */
export class BrokenSum extends RangeError {}

/** How often each key was counted. */
export type Vector = Map<number, number>

/** Adds `n` to a key; a key that comes to nothing is gone, so that equal sums are equal bytes. */
export function addTo(vector: Vector, key: number, n: number): void {
  const sum = (vector.get(key) ?? 0) + n
  if (sum === 0) vector.delete(key)
  else vector.set(key, sum)
}

/**
 * Writes keys in ascending order, each as the distance from the one before, with its count: numbers of seven bits a
 * byte, the lowest first, the top bit set where more follow.
 */
export class VectorWriter {
  private readonly list: number[] = []
  private last = 0

  /** `key` must be greater than the one before. Throws BrokenSum when the count is negative. */
  push(key: number, n: number): void {
    if (n < 0) throw new BrokenSum(`key ${key} is counted ${n} times`)
    push(this.list, key - this.last)
    push(this.list, n)
    this.last = key
  }

  /** Null when nothing was written. */
  bytes(): Buffer | null {
    return this.list.length === 0 ? null : Buffer.from(this.list)
  }
}

/** A vector as `VectorWriter` writes it. */
export function encodeVector(vector: ReadonlyMap<number, number>): Buffer | null {
  const writer = new VectorWriter()
  for (const [key, n] of [...vector].sort(([a], [b]) => a - b)) writer.push(key, n)
  return writer.bytes()
}

/** Calls `visit` for every key of `encodeVector`. One loop over the bytes: a page reads a hundred thousand of them. */
export function eachOf(bytes: Uint8Array, visit: (key: number, n: number) => void): void {
  let key = 0
  let isKey = true
  let n = 0
  let scale = 1
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte >= 128) {
      n += (byte - 128) * scale
      scale *= 128
      continue
    }
    n += byte * scale
    if (isKey) key += n
    else visit(key, n)
    isKey = !isKey
    n = 0
    scale = 1
  }
  if (!isKey || scale > 1) throw new BrokenSum('the bytes of a sum end in the middle of a number')
}

export function decodeVector(bytes: Uint8Array | null): Vector {
  const vector: Vector = new Map()
  if (bytes !== null) eachOf(bytes, (key, n) => vector.set(key, n))
  return vector
}

/** Marks by day and key, each as days since `firstDay` and key. */
export function encodeMarks(marks: readonly Mark[], firstDay: number): Buffer {
  const bytes: number[] = []
  for (const { day, key } of [...marks].sort((a, b) => a.day - b.day || a.key - b.key)) {
    push(bytes, day - firstDay)
    push(bytes, key)
  }
  return Buffer.from(bytes)
}

export function decodeMarks(bytes: Uint8Array, firstDay: number): Mark[] {
  const from = { at: 0 }
  const marks: Mark[] = []
  while (from.at < bytes.length) marks.push({ day: firstDay + pull(bytes, from), key: pull(bytes, from) })
  return marks
}

function push(bytes: number[], n: number): void {
  let left = n
  while (left >= 128) {
    bytes.push((left % 128) + 128)
    left = Math.floor(left / 128)
  }
  bytes.push(left)
}

function pull(bytes: Uint8Array, from: { at: number }): number {
  let n = 0
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[from.at++]
    if (byte === undefined) throw new BrokenSum('the bytes of a sum end in the middle of a number')
    if (byte < 128) return n + byte * scale
    n += (byte - 128) * scale
  }
}

export function refuseBelowZero(n: number): void {
  if (n < 0) throw new BrokenSum(`a sum comes to ${n} once its days are taken away`)
}
