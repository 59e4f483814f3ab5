import { expect, test } from 'vitest'
import { openPortal } from '../support/portal.ts'
import { foldRandomly } from './folding.ts'

test('after ten thousand random events the sums equal a fold of everything', { tags: ['long'] }, async () => {
  const portal = await openPortal()
  try {
    const { happened, differences } = await foldRandomly(portal, 11, 10_000)
    expect(happened).toBeGreaterThanOrEqual(10_000)
    expect(differences).toBe(0)
  } finally {
    await portal.close()
  }
})
