import { describe, expect, it, test } from 'vitest'
import { isTelling, signedHash } from '../../src/features/complaints/duplicates/photo-hash.ts'
import {
  duplicateScore,
  fewestPoints,
  type Likeness,
} from '../../src/features/complaints/duplicates/score.ts'
import { streetLikeness, streetOf } from '../../src/features/complaints/duplicates/street.ts'

const like = (more: Partial<Likeness>): Likeness => ({
  metres: 20,
  street: null,
  text: 0.15,
  ageDays: 3,
  photo: false,
  ...more,
})

describe('the score', () => {
  it('shows what is near whatever the words, and nothing beyond the radius', () => {
    expect(duplicateScore(like({ metres: 30, text: 0 }), 100)).toBeGreaterThan(fewestPoints)
    expect(duplicateScore(like({ metres: 101, text: 1 }), 100)).toBe(0)
    expect(duplicateScore(like({ metres: 101, text: 1 }), 300)).toBeGreaterThan(fewestPoints)
  })

  it('falls with distance and age, grows with likeness of the words and with a shared picture', () => {
    const base = duplicateScore(like({}), 100)
    expect(duplicateScore(like({ metres: 60 }), 100)).toBeLessThan(base)
    expect(duplicateScore(like({ ageDays: 100 }), 100)).toBeLessThan(base)
    expect(duplicateScore(like({ text: 0.4 }), 100)).toBeGreaterThan(base)
    expect(duplicateScore(like({ photo: true }), 100)).toBeGreaterThan(base)
    expect(duplicateScore(like({ ageDays: 181 }), 100)).toBe(0)
  })

  it('takes a street without a house only when the words agree', () => {
    const street = { metres: null, street: 'street' } as const
    expect(duplicateScore(like({ ...street, text: 0.02, ageDays: 30 }), 100)).toBeLessThan(fewestPoints)
    expect(duplicateScore(like({ ...street, text: 0.4 }), 100)).toBeGreaterThan(fewestPoints)
    expect(duplicateScore(like({ metres: null, street: 'house' }), 100)).toBeGreaterThan(fewestPoints)
  })
})

test.each([
  ['ул. Абая, 12', 'Абай көшесі, 12', 'house'],
  ['проспект Абая 12', 'Abaya 12', null],
  ['Қабанбай батыр көшесі 7', 'Кабанбай батыра, 7', 'house'],
  ['Казахстан 75', 'ул.Казахстан, 77', 'street'],
  ['Виноградова 3', 'Протозанова 3', null],
  ['мкр 5, дом 12', 'микрорайон 5', null],
  ['', 'Абая 12', null],
])('%s and %s: %s', (one, other, expected) => {
  expect(streetLikeness(streetOf(one), streetOf(other))).toBe(expected)
})

test('a picture without edges says nothing', () => {
  expect(isTelling(0n)).toBe(false)
  expect(isTelling(signedHash('ffffffffffffffff'))).toBe(false)
  expect(isTelling(signedHash('f0e1d2c3b4a59687'))).toBe(true)
  expect(signedHash('ffffffffffffffff')).toBe(-1n)
})
