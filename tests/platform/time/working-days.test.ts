import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, test } from 'vitest'
import {
  addWorkingDays,
  dueDate,
  isWorkingDay,
  remaining,
  type TermInput,
  workingDaysBetween,
} from '../../../src/platform/time/working-days.ts'
import { KAZAKHSTAN } from './kazakhstan-calendar.ts'

const day = (iso: string) => Temporal.PlainDate.from(iso)

/** Local wall clock of a city in Kazakhstan; the offset is given where a test means it. */
const almaty = (local: string, offset = '+05:00') => Temporal.Instant.from(`${local}${offset}`)

const term = (receivedAt: Temporal.Instant, changes: Partial<TermInput> = {}) => {
  const { registeredOn, dueOn, dueAt, calendarMissing } = dueDate({
    receivedAt,
    termDays: 15,
    calendar: KAZAKHSTAN,
    timeZone: 'Asia/Almaty',
    countFrom: 'nextDay',
    workingDayEnds: '18:30',
    ...changes,
  })
  return {
    registeredOn: registeredOn.toString(),
    dueOn: dueOn.toString(),
    dueAt: dueAt.toString(),
    calendarMissing,
  }
}

describe('isWorkingDay', () => {
  test.each([
    ['2025-01-03', false, 'Friday taken off by order'],
    ['2025-01-04', false, 'Saturday before the moved working Sunday'],
    ['2025-01-05', true, 'Sunday worked instead of Friday 3 January'],
    ['2025-01-06', true, 'Monday'],
    ['2025-01-07', false, 'Orthodox Christmas on a Tuesday'],
    ['2025-01-08', true, 'no transfer of 7 January'],
    ['2025-06-06', false, 'Kurban Ait on a Friday'],
    ['2025-06-09', true, 'no transfer of Kurban Ait'],
    ['2025-08-30', false, 'old Constitution Day, a Saturday'],
    ['2025-09-01', false, 'its transfer'],
    ['2026-03-20', true, 'Friday before Nauryz'],
    ['2026-03-21', false, 'Nauryz, Saturday'],
    ['2026-03-22', false, 'Nauryz, Sunday'],
    ['2026-03-23', false, 'Nauryz, Monday'],
    ['2026-03-24', false, 'transfer of Saturday'],
    ['2026-03-25', false, 'transfer of Sunday'],
    ['2026-03-26', true, 'back at work'],
    ['2026-01-07', false, 'Orthodox Christmas'],
    ['2026-05-27', false, 'Kurban Ait on a Wednesday'],
    ['2026-05-28', true, 'no transfer'],
    ['2026-08-30', false, 'a Sunday; the holiday is abolished'],
    ['2026-08-31', true, 'so nothing moves to Monday'],
    ['2027-03-15', false, 'new Constitution Day'],
    ['2027-03-16', true, 'the day after'],
    ['2027-05-16', false, 'Sunday, Kurban Ait'],
    ['2027-05-17', true, 'no transfer'],
    ['2024-05-04', true, 'Saturday worked instead of 8 May'],
    ['2024-05-08', false, 'off instead of Saturday'],
  ])('%s is %s: %s', (iso, expected) => {
    expect(isWorkingDay(day(iso), KAZAKHSTAN)).toBe(expected)
  })

  test.each([
    [2025, 246],
    [2026, 247],
    [2027, 247],
  ])('%i has the published number of %i working days', (year, expected) => {
    expect(workingDaysBetween(day(`${year - 1}-12-31`), day(`${year}-12-31`), KAZAKHSTAN)).toBe(expected)
  })

  it('takes a date that is named both off and working as working', () => {
    const calendar = { version: 'x', off: new Set(['2026-06-01']), work: new Set(['2026-06-01']) }
    expect(isWorkingDay(day('2026-06-01'), calendar)).toBe(true)
  })
})

describe('addWorkingDays', () => {
  test.each([
    ['2024-12-31', 1, '2025-01-05', 'over New Year to the working Sunday'],
    ['2024-12-31', 2, '2025-01-06', 'Sunday and Monday both count'],
    ['2024-12-31', 3, '2025-01-08', 'over 7 January'],
    ['2026-03-20', 1, '2026-03-26', 'over the six days of Nauryz'],
    ['2026-03-06', 15, '2026-04-02', 'over 8 March and Nauryz'],
    ['2026-08-28', 1, '2026-08-31', 'no holiday at the end of August 2026'],
    ['2027-03-12', 1, '2027-03-16', 'over the new Constitution Day'],
    ['2026-05-26', 1, '2026-05-28', 'over Kurban Ait'],
    ['2026-11-21', 0, '2026-11-23', 'zero days from a Saturday is the next working day'],
    ['2026-11-23', 0, '2026-11-23', 'zero days from a working day is that day'],
    ['2026-11-23', -1, '2026-11-20', 'back over a weekend'],
    ['2026-11-22', -1, '2026-11-20', 'back from a Sunday'],
    ['2025-01-06', -1, '2025-01-05', 'back to the working Sunday'],
    ['2025-01-05', -1, '2024-12-31', 'back over New Year'],
    ['2026-03-26', -1, '2026-03-20', 'back over Nauryz'],
  ])('%s %i -> %s: %s', (from, n, expected) => {
    expect(addWorkingDays(day(from), n, KAZAKHSTAN).toString()).toBe(expected)
  })

  it('refuses half days', () => {
    expect(() => addWorkingDays(day('2026-11-23'), 1.5, KAZAKHSTAN)).toThrow(RangeError)
  })

  const anyDay = fc.integer({ min: -400, max: 2200 }).map((n) => day('2024-01-01').add({ days: n }))

  it('agrees with walking day by day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -300, max: 300 }), (from, n) => {
        expect(addWorkingDays(from, n, KAZAKHSTAN).toString()).toBe(walk(from, n).toString())
      }),
      { numRuns: 300 },
    )
  })

  it('is undone by workingDaysBetween', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 600 }), (from, n) => {
        const to = addWorkingDays(from, n, KAZAKHSTAN)
        expect(isWorkingDay(to, KAZAKHSTAN)).toBe(true)
        expect(workingDaysBetween(from, to, KAZAKHSTAN)).toBe(n)
        expect(workingDaysBetween(to, from, KAZAKHSTAN)).toBe(-n)
      }),
    )
  })
})

/** The plain definition, too slow for imports. */
function walk(from: Temporal.PlainDate, n: number): Temporal.PlainDate {
  let at = from
  if (n === 0) while (!isOpen(at)) at = at.add({ days: 1 })
  for (let left = Math.abs(n); left > 0; ) {
    at = at.add({ days: Math.sign(n) })
    if (isOpen(at)) left--
  }
  return at
}

function isOpen(date: Temporal.PlainDate): boolean {
  const iso = date.toString()
  return KAZAKHSTAN.work.has(iso) || (date.dayOfWeek <= 5 && !KAZAKHSTAN.off.has(iso))
}

describe('dueDate', () => {
  test.each([
    ['in working hours', '2026-11-23T10:00', '2026-11-23', '2026-12-14'],
    ['before the working day begins', '2026-11-23T03:10', '2026-11-23', '2026-12-14'],
    ['in the last second before the cut-off', '2026-11-23T18:29:59.999', '2026-11-23', '2026-12-14'],
    ['at the cut-off', '2026-11-23T18:30:00', '2026-11-24', '2026-12-15'],
    ['in the evening', '2026-11-23T23:59', '2026-11-24', '2026-12-15'],
    ['on a Friday evening', '2026-11-20T18:30', '2026-11-23', '2026-12-14'],
    ['on a Saturday morning', '2026-11-21T09:00', '2026-11-23', '2026-12-14'],
    ['on a Sunday evening', '2026-11-22T20:00', '2026-11-23', '2026-12-14'],
    ['on the day before Nauryz after hours', '2026-03-20T19:00', '2026-03-26', '2026-04-16'],
    ['inside Nauryz', '2026-03-24T12:00', '2026-03-26', '2026-04-16'],
    ['on New Year night', '2027-01-01T00:00', '2027-01-05', '2027-01-27'],
  ])('received %s', (_name, local, registeredOn, dueOn) => {
    expect(term(almaty(local))).toMatchObject({ registeredOn, dueOn, calendarMissing: false })
  })

  it('counts the working Sunday of January 2025 for receipt and for the term', () => {
    expect(term(almaty('2025-01-05T12:00'), { termDays: 1 })).toMatchObject({
      registeredOn: '2025-01-05',
      dueOn: '2025-01-06',
    })
    expect(term(almaty('2025-01-03T12:00'), { termDays: 2 })).toMatchObject({
      registeredOn: '2025-01-05',
      dueOn: '2025-01-08',
    })
  })

  it('can count the day of registration as the first day', () => {
    expect(term(almaty('2026-11-23T10:00'), { countFrom: 'sameDay' }).dueOn).toBe('2026-12-11')
    expect(term(almaty('2026-11-23T10:00'), { countFrom: 'sameDay', termDays: 1 }).dueOn).toBe('2026-11-23')
    expect(term(almaty('2026-11-23T18:30'), { countFrom: 'sameDay', termDays: 1 }).dueOn).toBe('2026-11-24')
  })

  it('is due until the last instant of the local day', () => {
    expect(term(almaty('2026-11-23T10:00')).dueAt).toBe('2026-12-14T18:59:59.999Z')
    const inUtc = term(Temporal.Instant.from('2026-11-23T10:00Z'), { timeZone: 'UTC' })
    expect(inUtc.dueAt).toBe('2026-12-14T23:59:59.999Z')
  })

  it('takes the local day of receipt, not the day in UTC', () => {
    // 19:00 UTC on Sunday is midnight of Monday in Almaty.
    expect(term(Temporal.Instant.from('2026-11-22T18:59:59.999Z')).registeredOn).toBe('2026-11-23')
    expect(term(Temporal.Instant.from('2026-11-22T19:00:00Z'), { termDays: 1 })).toMatchObject({
      registeredOn: '2026-11-23',
      dueOn: '2026-11-24',
    })
    // 23:00 UTC on Monday is already Tuesday 04:00.
    expect(term(Temporal.Instant.from('2026-11-23T23:00Z')).registeredOn).toBe('2026-11-24')
    expect(term(Temporal.Instant.from('2026-11-23T23:00Z'), { timeZone: 'UTC' }).registeredOn).toBe(
      '2026-11-24',
    )
    expect(
      term(Temporal.Instant.from('2026-11-23T23:00Z'), { timeZone: 'UTC', workingDayEnds: '23:30' })
        .registeredOn,
    ).toBe('2026-11-23')
  })

  it('follows the change of Almaty from UTC+6 to UTC+5 on 1 March 2024', () => {
    // The last hour of 29 February was shown twice; both belong to that day and are after hours.
    expect(term(Temporal.Instant.from('2024-02-29T17:30Z')).registeredOn).toBe('2024-03-01')
    expect(term(Temporal.Instant.from('2024-02-29T18:30Z')).registeredOn).toBe('2024-03-01')
    expect(term(almaty('2024-02-29T18:29', '+06:00')).registeredOn).toBe('2024-02-29')
    expect(term(almaty('2024-02-29T18:30', '+06:00')).registeredOn).toBe('2024-03-01')
    expect(term(almaty('2024-02-28T10:00', '+06:00'), { termDays: 1 }).dueAt).toBe('2024-02-29T18:59:59.999Z')
    expect(term(almaty('2024-02-27T10:00', '+06:00'), { termDays: 1 }).dueAt).toBe('2024-02-28T17:59:59.999Z')
    expect(term(almaty('2024-03-01T00:00', '+05:00'), { termDays: 1 })).toMatchObject({
      registeredOn: '2024-03-01',
      dueOn: '2024-03-04',
    })
  })

  it('says when the calendar has no data for a year of the term', () => {
    expect(term(almaty('2027-12-01T10:00')).calendarMissing).toBe(false)
    expect(term(almaty('2027-12-20T10:00')).calendarMissing).toBe(true)
    expect(term(almaty('2023-12-31T10:00', '+06:00')).calendarMissing).toBe(true)
    const empty = { version: 'empty', off: new Set<string>(), work: new Set<string>() }
    expect(term(almaty('2026-11-23T10:00'), { calendar: empty })).toMatchObject({
      dueOn: '2026-12-14',
      calendarMissing: true,
    })
  })

  test.each([0, -1, 2.5, Number.NaN])('refuses a term of %d days', (termDays) => {
    expect(() => term(almaty('2026-11-23T10:00'), { termDays })).toThrow(RangeError)
  })

  it('never registers before receipt and always lies on working days', () => {
    const anyInstant = fc
      .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 10, 1) })
      .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 60 }), (receivedAt, termDays) => {
        const result = term(receivedAt, { termDays })
        const local = receivedAt.toZonedDateTimeISO('Asia/Almaty').toPlainDate()
        expect(Temporal.PlainDate.compare(day(result.registeredOn), local)).toBeGreaterThanOrEqual(0)
        expect(isWorkingDay(day(result.registeredOn), KAZAKHSTAN)).toBe(true)
        expect(isWorkingDay(day(result.dueOn), KAZAKHSTAN)).toBe(true)
        const justAfter = Temporal.Instant.from(result.dueAt).add({ milliseconds: 1 })
        expect(justAfter.toZonedDateTimeISO('Asia/Almaty').toPlainDateTime().toString()).toBe(
          day(result.dueOn).add({ days: 1 }).toPlainDateTime().toString(),
        )
      }),
    )
  })
})

describe('remaining', () => {
  test.each([
    ['2026-12-14', '2026-12-14', 'today', 0],
    ['2026-12-14', '2026-12-11', 'left', 1],
    ['2026-12-14', '2026-12-12', 'left', 1],
    ['2026-12-14', '2026-11-23', 'left', 15],
    ['2026-12-11', '2026-12-12', 'late', 1],
    ['2026-12-11', '2026-12-14', 'late', 1],
    ['2026-12-11', '2026-12-15', 'late', 2],
    ['2026-03-20', '2026-03-25', 'late', 1],
    ['2026-03-20', '2026-03-27', 'late', 2],
    ['2025-01-06', '2025-01-04', 'left', 2],
  ])('due %s seen on %s: %s %i', (due, today, kind, days) => {
    expect(remaining(day(due), day(today), KAZAKHSTAN)).toEqual({ kind, days })
  })
})
