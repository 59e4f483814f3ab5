import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, test } from 'vitest'
import { canonicalJson } from '../../../src/platform/crypto/canonical-json.ts'
import {
  type ChainRow,
  chainHash,
  newSalt,
  payloadDigest,
  verifyChain,
} from '../../../src/platform/crypto/hash-chain.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('canonicalJson', () => {
  test.each([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ z: { y: 1, x: { b: 2, a: 1 } } }, '{"z":{"x":{"a":1,"b":2},"y":1}}'],
    [{ a: undefined, b: null }, '{"b":null}'],
    [{}, '{}'],
    [[], '[]'],
    [{ қала: 'Өскемен', 'ғ"\n': '\u0007' }, '{"ғ\\"\\n":"\\u0007","қала":"Өскемен"}'],
    [-0, '0'],
    [1e21, '1e+21'],
    [0.1, '0.1'],
  ])('writes %j', (value, json) => {
    expect(canonicalJson(value)).toBe(json)
  })

  it('sorts the example of RFC 8785, 3.2.3, by UTF-16 code units', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    expect(Object.values(JSON.parse(canonicalJson(value)))).toEqual([
      'One', // JSON.parse puts integer keys first; the text itself begins with the carriage return
      'Carriage Return',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
    expect(canonicalJson(value).startsWith('{"\\r":"Carriage Return","1":"One"')).toBe(true)
  })

  it('keeps composed and decomposed letters apart', () => {
    expect(canonicalJson('й'.normalize('NFC'))).not.toBe(canonicalJson('й'.normalize('NFD')))
  })

  test.each([
    ['NaN', Number.NaN],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
    ['undefined', undefined],
    ['a hole in a list', [undefined]],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', new Uint8Array(2)],
    ['half an emoji', '\ud83d'],
    ['half an emoji as key', { '\ud83d': 1 }],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })

  it('is the same after the way through JSON and in any order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value))
      }),
    )
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  )
}

describe('hash chain', () => {
  it('gives the hashes that an independent program computes', () => {
    // Python 3.11: hashlib.sha256 and json.dumps(sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    const salt = Uint8Array.from({ length: 16 }, (_, i) => i)
    const filed = {
      chain: '261104831728/public',
      seq: 1,
      kind: 'filed',
      at: Temporal.Instant.fromEpochMilliseconds(1_795_408_200_123),
      actorKind: 'resident',
      officeId: null,
      payloadDigest: payloadDigest(salt, { text: 'Қоқыс үйіндісі', photos: 2 }),
    }
    expect(hex(filed.payloadDigest)).toBe('62f0c583f0534e43ba2fc757406c8062b96a6607a797e10cf96e264a33e64dca')
    const first = chainHash(null, filed)
    expect(hex(first)).toBe('c30924392d28b702c61dd1f131545d411b8a5ac24576b505edceac1fc9fcbe9c')
    const sent = {
      chain: '261104831728/public',
      seq: 2,
      kind: 'sent',
      at: Temporal.Instant.fromEpochMilliseconds(1_795_408_260_000),
      actorKind: 'system',
      officeId: 7,
      payloadDigest: payloadDigest(salt, null),
    }
    expect(hex(chainHash(first, sent))).toBe(
      '022f55306618f58cada167a2a92fe33872e01e9d45b04bf01f26dd7cb0684f8f',
    )
  })

  it('counts time to the millisecond, as the database does', () => {
    const [row] = chainOf([{ text: 'x' }])
    if (row === undefined) throw new Error('no row')
    expect(hex(chainHash(null, { ...row, at: row.at.add({ nanoseconds: 999_999 }) }))).toBe(hex(row.hash))
    expect(hex(chainHash(null, { ...row, at: row.at.add({ milliseconds: 1 }) }))).not.toBe(hex(row.hash))
  })
})

/** A chain of one row per payload, with gaps in `seq` as they come when internal rows lie between. */
function chainOf(payloads: unknown[]): ChainRow[] {
  const rows: ChainRow[] = []
  for (const [i, payload] of payloads.entries()) {
    const salt = newSalt()
    const prevHash = rows.at(-1)?.hash ?? null
    const entry = {
      chain: '261104831728/public',
      seq: i * 2 + 1,
      kind: 'answered',
      at: Temporal.Instant.fromEpochMilliseconds(1_795_408_200_000 + i),
      actorKind: 'staff',
      officeId: i % 2 === 0 ? 3 : null,
      payloadDigest: payloadDigest(salt, payload),
    }
    rows.push({ ...entry, salt, payload, prevHash, hash: chainHash(prevHash, entry) })
  }
  return rows
}

const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

const changed = (rows: ChainRow[], at: number, change: (row: ChainRow) => Partial<ChainRow>): ChainRow[] =>
  rows.map((row, i) => (i === at ? { ...row, ...change(row) } : row))

describe('verifyChain', () => {
  const rows = chainOf([{ text: 'first' }, { text: 'second' }, null, { text: 'fourth' }])

  it('accepts an untouched chain and an empty one', () => {
    expect(verifyChain(rows)).toEqual({ ok: true, erased: [] })
    expect(verifyChain([])).toEqual({ ok: true, erased: [] })
  })

  it('stays whole when a payload is erased, and says which', () => {
    const erased = changed(rows, 1, () => ({ payload: null, salt: null }))
    expect(verifyChain(erased)).toEqual({ ok: true, erased: [3] })
  })

  test.each<[string, number, (row: ChainRow) => Partial<ChainRow>, string]>([
    ['the text', 1, () => ({ payload: { text: 'secons' } }), 'payload'],
    ['a payload without its salt', 1, () => ({ salt: null }), 'payload'],
    ['a payload in place of none', 2, () => ({ payload: { text: 'new' } }), 'payload'],
    ['the salt', 1, (row) => ({ salt: flipped(row.salt ?? new Uint8Array(16), 3) }), 'payload'],
    ['the digest', 1, (row) => ({ payloadDigest: flipped(row.payloadDigest, 0) }), 'hash'],
    ['the kind', 1, () => ({ kind: 'answerec' }), 'hash'],
    ['the time', 1, (row) => ({ at: row.at.add({ milliseconds: 1 }) }), 'hash'],
    ['the actor', 1, () => ({ actorKind: 'system' }), 'hash'],
    ['the office', 1, () => ({ officeId: 4 }), 'hash'],
    ['the number in the chain', 1, () => ({ seq: 4 }), 'hash'],
    ['the chain of the first row', 0, () => ({ chain: '261104831728/internal' }), 'hash'],
    ['the hash', 1, (row) => ({ hash: flipped(row.hash, 31) }), 'hash'],
    ['the link', 1, (row) => ({ prevHash: flipped(row.prevHash ?? new Uint8Array(32), 0) }), 'link'],
    ['the link of the first row', 0, () => ({ prevHash: new Uint8Array(32) }), 'link'],
  ])('finds a change of %s', (_name, at, change, reason) => {
    const tampered = changed(rows, at, change)
    expect(verifyChain(tampered)).toEqual({ ok: false, seq: tampered[at]?.seq, reason })
  })

  it('finds rows that are left out, doubled, swapped or taken from another chain', () => {
    const [a, b, c, d] = rows
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('four rows')
    expect(verifyChain([b, c, d])).toEqual({ ok: false, seq: 3, reason: 'link' })
    expect(verifyChain([a, c, d])).toEqual({ ok: false, seq: 5, reason: 'link' })
    expect(verifyChain([a, b, b, c])).toEqual({ ok: false, seq: 3, reason: 'order' })
    expect(verifyChain([a, c, b, d])).toEqual({ ok: false, seq: 5, reason: 'link' })
    expect(verifyChain([a, { ...b, chain: 'other' }])).toEqual({ ok: false, seq: 3, reason: 'order' })
  })

  it('finds one changed byte of any hash anywhere', () => {
    const position = { row: fc.nat(3), byte: fc.nat(31), field: fc.constantFrom('hash', 'payloadDigest') }
    fc.assert(
      fc.property(fc.record(position), ({ row, byte, field }) => {
        const tampered = changed(rows, row, (r) => ({
          [field]: flipped(field === 'hash' ? r.hash : r.payloadDigest, byte),
        }))
        expect(verifyChain(tampered)).toEqual({ ok: false, seq: row * 2 + 1, reason: 'hash' })
      }),
    )
  })
})
