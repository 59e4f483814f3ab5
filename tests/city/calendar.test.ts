import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, test } from 'vitest'
import { calendarDays, calendarVersion } from '../../prisma/seed/calendar-kz.ts'
import { type WorkingCalendar, workingDaysBetween } from '../../src/platform/time/working-days.ts'

const dates = (kind: 'off' | 'work') => calendarDays.filter((day) => day.kind === kind).map((day) => day.date)
const calendar: WorkingCalendar = {
  version: calendarVersion,
  off: new Set(dates('off')),
  work: new Set(dates('work')),
}

/** What the python package holidays 0.105 (MIT) computes for Kazakhstan: month and day of each day off. */
const computedElsewhere: Record<number, string> = {
  2024: `01-01 01-02 01-07 03-08 03-21 03-22 03-23 03-25 05-01 05-07 05-08 05-09 06-16 07-06 07-08 08-30 10-25
    12-16`,
  2025: `01-01 01-02 01-03 01-07 03-08 03-10 03-21 03-22 03-23 03-24 03-25 05-01 05-07 05-09 06-06 07-06 07-07
    08-30 09-01 10-25 10-27 12-16`,
  2026: `01-01 01-02 01-07 03-08 03-09 03-21 03-22 03-23 03-24 03-25 05-01 05-07 05-09 05-11 05-27 07-06 10-25
    10-26 12-16`,
  2027: `01-01 01-02 01-04 01-07 03-08 03-15 03-21 03-22 03-23 03-24 05-01 05-03 05-07 05-09 05-10 05-16 07-06
    10-25 12-16`,
}
const workedElsewhere = ['2024-05-04', '2025-01-05']

/** Our days off that the package lacks, or the other way round: none at present. */
const writtenDifferences: string[] = []

describe('the calendar of Kazakhstan', () => {
  test.each([
    [2025, 246],
    [2026, 247],
    [2027, 247],
  ])('%i has %i working days', (year, expected) => {
    const last = (one: number) => Temporal.PlainDate.from(`${one}-12-31`)
    expect(workingDaysBetween(last(year - 1), last(year), calendar)).toBe(expected)
  })

  it('agrees with an independent computation but for the written differences', () => {
    const expected = Object.entries(computedElsewhere).flatMap(([year, days]) =>
      days.split(/\s+/).map((monthDay) => `${year}-${monthDay}`),
    )
    const ours = dates('off')
    const differences = [
      ...ours.filter((date) => !expected.includes(date)),
      ...expected.filter((date) => !ours.includes(date)),
    ]
    expect(differences).toEqual(writtenDifferences)
    expect(dates('work')).toEqual(workedElsewhere)
  })

  test.each([
    ['2025-01-03', 'off', 'a Friday moved to Sunday 5 January'],
    ['2025-01-05', 'work', 'the Sunday worked instead'],
    ['2026-03-24', 'off', 'Saturday of Nauryz moves to Tuesday'],
    ['2026-03-25', 'off', 'Sunday of Nauryz moves to Wednesday'],
    ['2027-03-15', 'off', 'the new Constitution Day, first time'],
  ])('%s is %s: %s', (date, kind) => {
    expect(calendarDays.find((day) => day.date === date)?.kind).toBe(kind)
  })

  test.each([
    ['2026-03-16', 'the new Constitution Day was not yet a day off in 2026'],
    ['2026-08-30', 'the old Constitution Day was abolished in March 2026'],
    ['2026-08-31', 'so there is nothing to move'],
    ['2027-05-17', 'Kurban Ait does not move'],
    ['2024-01-08', '7 January does not move'],
  ])('%s is not in the table: %s', (date) => {
    expect(calendarDays.map((day) => day.date)).not.toContain(date)
  })

  it('marks as an estimate only what is not announced: Kurban Ait of 2027', () => {
    expect(calendarDays.filter((day) => day.estimate).map((day) => day.date)).toEqual(['2027-05-16'])
  })

  it('names each day once, in order, in three languages and with a source', () => {
    const all = calendarDays.map((day) => day.date)
    expect(all).toEqual([...new Set(all)].toSorted())
    for (const { name, source } of calendarDays) {
      expect(Object.values(name).every((text) => text.length > 3)).toBe(true)
      expect(source).not.toBe('')
    }
  })
})
