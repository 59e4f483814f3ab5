import { BrokenSum } from './vector.ts'

/** No key of `counts` comes near: it would be of a complaint that was passed on sixteen thousand times. */
const MOST_KEYS = 2 ** 20

/**
 * Where counts are added up by their keys, each at its own place: a page adds tens of thousands, which a Map does ten
 * times slower. Used again and again, since lists of so many places are dear to make.
 */
export class KeyTally {
  private counts = new Float64Array(4096)
  private keys = new Uint32Array(256)
  private used = 0

  /** `n` may be negative, as long as the sum is not. Throws BrokenSum for a key that nobody has written. */
  add(key: number, n: number): void {
    if (key >= this.counts.length) this.reach(key)
    const sum = this.counts[key] ?? 0
    if (sum === 0) this.note(key)
    this.counts[key] = sum + n
  }

  /** Calls `visit` for every key that was counted, and forgets them. */
  empty(visit: (key: number, n: number) => void): void {
    const { counts, keys } = this
    for (let row = 0; row < this.used; row++) {
      const key = keys[row] ?? 0
      const n = counts[key] ?? 0
      counts[key] = 0
      if (n !== 0) visit(key, n)
    }
    this.used = 0
  }

  /** Forgets what somebody has left who did not come to the end. */
  clear(): void {
    this.empty(() => {})
  }

  /** A key that has come to nothing in between stands there twice. */
  private note(key: number): void {
    if (this.used === this.keys.length) this.keys = longer(this.keys, new Uint32Array(this.used * 2))
    this.keys[this.used++] = key
  }

  private reach(key: number): void {
    if (key >= MOST_KEYS) throw new BrokenSum(`key ${key} is none of a count`)
    this.counts = longer(this.counts, new Float64Array(2 ** Math.ceil(Math.log2(key + 1))))
  }
}

function longer<List extends Uint32Array | Float64Array>(list: List, room: List): List {
  room.set(list)
  return room
}
