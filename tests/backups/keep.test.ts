import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noLongerWanted, parseKeep } from '../../src/features/backups/index.ts'

const at = (text: string) => ({ at: Date.parse(text), text })
const texts = (backups: { text: string }[]) => backups.map(({ text }) => text)

describe('which backups stay', () => {
  test('the newest of each of the last days, weeks and months that have one', () => {
    const backups = [
      ...['2026-11-22T03:00Z', '2026-11-22T15:00Z', '2026-11-21T03:00Z', '2026-11-20T03:00Z'],
      ...[
        '2026-11-12T03:00Z',
        '2026-11-03T03:00Z',
        '2026-10-30T03:00Z',
        '2026-09-30T03:00Z',
        '2025-12-31T03:00Z',
      ],
    ].map(at)
    expect(texts(noLongerWanted(backups, parseKeep('2d,2w,3m,1y')))).toEqual([
      '2026-11-22T03:00Z',
      '2026-11-20T03:00Z',
      '2026-11-03T03:00Z',
      '2025-12-31T03:00Z',
    ])
  })

  test('the newest always, and more wishes never remove more', () => {
    const days = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 60 })
    const count = fc.integer({ min: 1, max: 20 })
    fc.assert(
      fc.property(days, count, count, (offsets, d, w) => {
        const backups = offsets.map((offset) => ({ at: Date.UTC(2024, 0, 1) + offset * 86_400_000 }))
        const few = noLongerWanted(backups, parseKeep(`${d}d`))
        const more = noLongerWanted(backups, parseKeep(`${d}d,${w}w`))
        const newest = Math.max(...backups.map((backup) => backup.at))
        const kept = backups.filter((backup) => !more.includes(backup))
        expect(Math.max(...kept.map((backup) => backup.at))).toBe(newest)
        expect(more.every((backup) => few.includes(backup))).toBe(true)
        expect(new Set(kept.map((backup) => backup.at)).size).toBeLessThanOrEqual(d + w)
      }),
    )
  })

  test.each(['', '7', '7x', '0d', '7d;4w', 'd7'])('%s is not understood', (text) => {
    expect(() => parseKeep(text)).toThrow(/--keep 7d,4w,6m/)
  })
})
