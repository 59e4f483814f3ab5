/**
 * How many cases ended after how many whole hours: a Map or sorted or unsorted pairs of hour and count. An hour
 * may come several times, so that histograms are added by putting them one after the other.
 */
export type HourCounts = Iterable<readonly [hour: number, count: number]>

/** The distinct hours in ascending order, and at the same position how many there were of each. */
export class HourHistogram implements Iterable<readonly [hour: number, count: number]> {
  readonly hours: Uint32Array
  readonly counts: Float64Array

  constructor(hours: Uint32Array, counts: Float64Array) {
    this.hours = hours
    this.counts = counts
  }

  /** @throws RangeError for an hour or a count that is negative or not whole, or an hour beyond 119 years */
  static of(counts: HourCounts): HourHistogram {
    if (counts instanceof HourHistogram) return counts
    scratch.clear()
    for (const [hour, count] of counts) {
      if (!isWhole(hour) || !isWhole(count)) throw new RangeError(`Not a count of hours: ${hour}, ${count}`)
      scratch.add(hour, count)
    }
    return scratch.taken()
  }

  *[Symbol.iterator](): Iterator<[hour: number, count: number]> {
    for (let row = 0; row < this.hours.length; row++) yield [this.hours[row] ?? 0, this.counts[row] ?? 0]
  }

  /** How many there were at all. */
  get total(): number {
    let total = 0
    for (let row = 0; row < this.counts.length; row++) total += this.counts[row] ?? 0
    return total
  }
}

/** 119 years: no case lasts longer, and each hour up to the last one has its place. */
export const MOST_HOURS = 2 ** 20
const BLOCK_BITS = 6
const BLOCK = 2 ** BLOCK_BITS

/**
 * Where hours are added up, each at its own place: a page adds hundreds of thousands, which a Map does ten times slower.
 * Used again and again, since lists of so many places are dear to make.
 */
export class HourTally {
  private counts = new Float64Array(1024)
  private hours = new Uint32Array(1024)
  /** Whether anything was added to so many hours in a row: cases of some weeks stand years apart. */
  private touched = new Uint8Array(1024 / BLOCK)
  private used = 0

  /** `n` may be negative, as long as the sum is not. */
  add(hour: number, n: number): void {
    if (hour >= this.used) this.reach(hour)
    this.touched[hour >> BLOCK_BITS] = 1
    this.counts[hour] = (this.counts[hour] ?? 0) + n
  }

  /** What was added since it was taken last. */
  taken(): HourHistogram {
    const { counts, touched, used } = this
    let rows = 0
    for (let block = 0; block * BLOCK < used; block++) {
      if (touched[block] === 0) continue
      const end = Math.min(used, (block + 1) * BLOCK)
      for (let hour = block * BLOCK; hour < end; hour++) {
        const count = counts[hour] ?? 0
        if (count === 0) continue
        this.hours[rows] = hour
        counts[rows++] = count
      }
    }
    const histogram = new HourHistogram(this.hours.slice(0, rows), counts.slice(0, rows))
    this.clear()
    return histogram
  }

  /** Forgets what somebody has left who did not come to the end. */
  clear(): void {
    this.counts.fill(0, 0, this.used)
    this.touched.fill(0)
    this.used = 0
  }

  private reach(hour: number): void {
    if (hour >= MOST_HOURS) throw new RangeError(`Not an hour of a case: ${hour}`)
    if (hour >= this.counts.length) {
      const longer = new Float64Array(2 ** Math.ceil(Math.log2(hour + 1)))
      longer.set(this.counts)
      this.counts = longer
      this.hours = new Uint32Array(longer.length)
      const touched = new Uint8Array(longer.length / BLOCK)
      touched.set(this.touched)
      this.touched = touched
    }
    this.used = hour + 1
  }
}

const scratch = new HourTally()

const isWhole = (n: number): boolean => Number.isSafeInteger(n) && n >= 0
