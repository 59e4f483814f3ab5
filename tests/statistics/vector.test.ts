import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KEYS } from '../../src/features/statistics/rollups/marks.ts'
import {
  addTo,
  BrokenSum,
  decodeEach,
  decodeMarks,
  decodeVector,
  EachWriter,
  encodeEach,
  encodeMarks,
  encodeVector,
  partsOf,
} from '../../src/features/statistics/rollups/vector.ts'

const keys = fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 600_000 * 64 }))
const counts = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 2 ** 40 }))

test('a vector comes back as it was, and equal vectors are equal bytes in whatever order they grew', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(keys, counts)), (pairs) => {
      const vector = new Map(pairs)
      const bytes = encodeVector(vector)
      expect(decodeVector(bytes)).toEqual(vector)
      expect(encodeVector(new Map([...vector].reverse()))).toEqual(bytes)
    }),
  )
})

test('what is added and taken away again leaves no trace', () => {
  fc.assert(
    fc.property(fc.array(keys), fc.array(keys), (first, second) => {
      const alone = new Map<number, number>()
      for (const key of first) addTo(alone, key, 1)
      const both = new Map<number, number>()
      for (const key of [...second, ...first]) addTo(both, key, 1)
      for (const key of second) addTo(both, key, -1)
      expect(encodeVector(both)).toEqual(encodeVector(alone))
    }),
  )
})

test('nothing is null, and less than nothing is a fault', () => {
  expect(encodeVector(new Map())).toBeNull()
  expect(() => encodeVector(new Map([[7, -1]]))).toThrow('key 7 is counted -1 times')
  expect(() => decodeVector(Uint8Array.of(200))).toThrow('in the middle of a number')
})

test('vectors of several ids come back, each as it is by itself', () => {
  const ids = fc.nat({ max: 2 ** 25 })
  fc.assert(
    fc.property(fc.array(fc.tuple(ids, fc.array(fc.tuple(keys, counts)))), (several) => {
      const byId = new Map(several.map(([id, pairs]) => [id, new Map(pairs)]))
      const all = new Map([...byId].flatMap(([id, one]) => [...one].map(([key, n]) => [id * KEYS + key, n])))
      const bytes = encodeEach(all)
      expect(decodeEach(bytes)).toEqual(all)
      expect(encodeEach(new Map([...all].reverse()))).toEqual(bytes)
      const writer = new EachWriter()
      for (const [id, one] of [...byId].sort(([a], [b]) => a - b)) writer.push(id, encodeVector(one))
      expect(writer.bytes()).toEqual(bytes)
    }),
  )
})

test('of no id is null, and bytes that end too early are a fault', () => {
  expect(encodeEach(new Map())).toBeNull()
  const bytes = encodeEach(new Map([[3 * KEYS + 7, 2]]))
  if (bytes === null) throw new Error('nothing was written')
  for (let length = 1; length < bytes.length; length++) {
    expect(() => partsOf(bytes.subarray(0, length), () => undefined)).toThrow(BrokenSum)
  }
})

test('marks come back in the order of days and keys', () => {
  const marks = [
    { day: 20_500, key: 3 },
    { day: 20_454, key: 1_552 },
    { day: 20_454, key: 1 },
    { day: 20_454, key: 1 },
  ]
  expect(decodeMarks(encodeMarks(marks, 20_454), 20_454)).toEqual([
    { day: 20_454, key: 1 },
    { day: 20_454, key: 1 },
    { day: 20_454, key: 1_552 },
    { day: 20_500, key: 3 },
  ])
})
