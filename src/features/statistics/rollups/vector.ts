import { KEYS, type Mark } from './marks.ts'

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

/** Vectors of several ids, each as the distance of its id from the one before, its length and its bytes. */
export class EachWriter {
  private readonly parts: Uint8Array[] = []
  private last = 0

  /** `id` must be greater than the one before; one without a vector is left out. */
  push(id: number, vector: Uint8Array | null): void {
    if (vector === null) return
    const head: number[] = []
    push(head, id - this.last)
    push(head, vector.length)
    this.parts.push(Uint8Array.from(head), vector)
    this.last = id
  }

  /** Null when nothing was written. */
  bytes(): Buffer | null {
    return this.parts.length === 0 ? null : Buffer.concat(this.parts)
  }
}

/** Calls `visit` for the vector of each id, as `EachWriter` writes them. */
export function partsOf(bytes: Uint8Array, visit: (id: number, vector: Uint8Array) => void): void {
  const from = { at: 0 }
  let id = 0
  while (from.at < bytes.length) {
    id += pull(bytes, from)
    const length = pull(bytes, from)
    const begin = from.at
    from.at += length
    if (from.at > bytes.length) throw new BrokenSum('the bytes of a sum end before its last part')
    visit(id, bytes.subarray(begin, from.at))
  }
}

/** A vector whose keys also say of which id they are (`KEYS`), as `EachWriter` writes it. */
export function encodeEach(vector: ReadonlyMap<number, number>): Buffer | null {
  const writer = new EachWriter()
  const byId = Map.groupBy(vector, ([key]) => Math.floor(key / KEYS))
  for (const [id, counts] of [...byId].sort(([a], [b]) => a - b)) {
    writer.push(id, encodeVector(new Map(counts.map(([key, n]) => [key % KEYS, n]))))
  }
  return writer.bytes()
}

export function decodeEach(bytes: Uint8Array | null): Vector {
  const vector: Vector = new Map()
  if (bytes === null) return vector
  partsOf(bytes, (id, part) => eachOf(part, (key, n) => vector.set(id * KEYS + key, n)))
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
