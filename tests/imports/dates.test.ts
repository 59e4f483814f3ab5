import { describe, expect, it } from 'vitest'
import { dateReader } from '../../src/features/imports/dates.ts'

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

describe('dates of a file', () => {
  it.each([
    ['MM/dd/yyyy hh:mm:ss a', 'America/New_York', '01/17/2015 03:38:40 PM', '2015-01-17T20:38:40.000Z'],
    ['MM/dd/yyyy hh:mm:ss a', 'America/New_York', '07/17/2015 12:00:00 AM', '2015-07-17T04:00:00.000Z'],
    ['M/d/yyyy H:mm', 'America/Los_Angeles', '8/27/2013 10:22', '2013-08-27T17:22:00.000Z'],
    ['dd.MM.yyyy HH:mm', 'Asia/Almaty', '05.01.2025 18:30', '2025-01-05T13:30:00.000Z'],
    ['dd.MM.yyyy', 'Asia/Almaty', '05.01.2025', '2025-01-04T19:00:00.000Z'],
    ['yyyy-MM-dd HH:mm:ss ZZZ', 'Asia/Almaty', '2025-01-05 10:00:00 +0000', '2025-01-05T10:00:00.000Z'],
    ["dd.MM.yyyy 'Z'HH", 'Asia/Almaty', '05.01.2025 Z18', '2025-01-05T13:00:00.000Z'],
    ['iso', 'Asia/Almaty', '2025-01-05T10:00:00Z', '2025-01-05T10:00:00.000Z'],
    ['iso', 'Asia/Almaty', '2025-01-05T10:00:00+06:00', '2025-01-05T04:00:00.000Z'],
    ['iso', 'Asia/Almaty', '2025-01-05T10:00:00', '2025-01-05T05:00:00.000Z'],
    ['iso', 'Asia/Almaty', '2025-01-05 10:00:00.123', '2025-01-05T05:00:00.123Z'],
    ['iso', 'Asia/Almaty', '2025-01-05', '2025-01-04T19:00:00.000Z'],
    ['iso', 'Asia/Almaty', ' 2025-01-05 ', '2025-01-04T19:00:00.000Z'],
  ])('%s in %s: %s', (format, zone, text, expected) => {
    expect(iso(dateReader(format, zone)(text))).toBe(expected)
  })

  it.each([
    ['iso', ''],
    ['iso', '05.01.2025'],
    ['iso', '2025-02-30'],
    ['dd.MM.yyyy', '30.02.2025'],
    ['dd.MM.yyyy', '2025-01-05'],
    ['dd.MM.yyyy', '05.01.2025 10:00'],
  ])('%s does not understand "%s"', (format, text) => {
    expect(dateReader(format, 'Asia/Almaty')(text)).toBeNull()
  })

  it('reads a time that the clocks skip as far after the jump, and one that is there twice as the first', () => {
    const read = dateReader('yyyy-MM-dd HH:mm', 'America/New_York')
    expect(iso(read('2015-03-08 01:59'))).toBe('2015-03-08T06:59:00.000Z')
    expect(iso(read('2015-03-08 02:30'))).toBe('2015-03-08T07:30:00.000Z') // 3:30 summer time
    expect(iso(read('2015-03-08 03:00'))).toBe('2015-03-08T07:00:00.000Z')
    expect(iso(read('2015-11-01 01:30'))).toBe('2015-11-01T05:30:00.000Z') // summer time
    expect(iso(read('2015-11-01 02:00'))).toBe('2015-11-01T07:00:00.000Z')
  })

  it('knows that Almaty changed its clocks on 1 March 2024', () => {
    const read = dateReader('dd.MM.yyyy HH:mm', 'Asia/Almaty')
    expect(iso(read('29.02.2024 22:00'))).toBe('2024-02-29T16:00:00.000Z')
    expect(iso(read('01.03.2024 01:00'))).toBe('2024-02-29T20:00:00.000Z')
  })

  it('agrees with the zone in every quarter of an hour of a year, also where clocks change by 30 minutes', () => {
    const zone = 'Australia/Lord_Howe'
    const read = dateReader("yyyy-MM-dd'T'HH:mm", zone)
    const shown = new Intl.DateTimeFormat('sv-SE', {
      ...{
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
      },
    })
    const start = Date.parse('2025-01-01T00:00:00Z')
    for (let at = start; at < start + 365 * 86_400_000; at += 900_000) {
      const local = shown.format(at).replace(' ', 'T')
      const back = read(local)
      // The half hour that is there twice is read as the first one.
      if (back !== at) expect([local, at - (back ?? 0)]).toEqual([local, 1_800_000])
    }
  })
})
