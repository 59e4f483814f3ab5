import { afterAll, beforeAll, expect, test } from 'vitest'
import { searchFold } from '../../../src/platform/text/search-fold.ts'
import { similarity, trigramsOf } from '../../../src/platform/text/trigrams.ts'
import { duplicateCases } from '../../duplicates/duplicate-cases.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

test('two texts are as alike as PostgreSQL finds them', async () => {
  const texts = [
    ...duplicateCases.flatMap(({ there, written }) => [there.text, written.text]),
    ...['', ' ', '№', 'a', 'яма яма яма', "Kömür, ḱ, ΑΒΓ, don't, x²", '🕳️ люк', 'ҚАР\u0301 қар 12/4-үй'],
  ].map(searchFold)
  const pairs = texts.map((one, index) => ({ one, other: texts[(index * 7 + 1) % texts.length] ?? '' }))
  const { rows } = await portal.deps.pool.query<{ alike: number }>(
    `SELECT similarity(one, other)::float8 AS alike
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS pair(one, other, at) ORDER BY at`,
    [pairs.map(({ one }) => one), pairs.map(({ other }) => other)],
  )
  const ours = pairs.map(({ one, other }) => similarity(trigramsOf(one), trigramsOf(other)).toFixed(5))
  expect(ours).toEqual(rows.map(({ alike }) => alike.toFixed(5)))
  expect(new Set(ours).size).toBeGreaterThan(5)
})
