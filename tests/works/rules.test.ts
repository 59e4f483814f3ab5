import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boundsOf,
  boxAround,
  metresTo,
  readWorkShape,
  type WorkShape,
} from '../../src/features/works/geometry.ts'
import { coversHouse, houseNumber, houseSides, readHouses } from '../../src/features/works/houses.ts'
import { streetsIn } from '../../src/features/works/import/read-list.ts'
import { readMoment, readPeriod } from '../../src/features/works/reading/moments.ts'
import {
  actsIn,
  isOutage,
  mayDo,
  stateOf,
  type WorkTimes,
  workActs,
  workKinds,
  workStates,
} from '../../src/features/works/rules.ts'
import { housesText } from '../../src/features/works/view.ts'
import { langs, loadTexts } from '../../src/platform/i18n/texts.ts'

const texts = loadTexts('src', 'test')
const moment = fc.integer({ min: 0, max: 1000 })
const perhaps = fc.option(moment)
const times: fc.Arbitrary<WorkTimes> = fc
  .record({
    kind: fc.constantFrom(...workKinds),
    startsAt: moment,
    lasts: fc.integer({ min: 1, max: 500 }),
    publishedAt: perhaps,
    startedAt: perhaps,
    finishedAt: perhaps,
    cancelledAt: perhaps,
  })
  .map(({ lasts, ...work }) => ({ ...work, endsAt: work.startsAt + lasts }))

describe('the state of a work', () => {
  it('goes forward as time passes and never back', () => {
    const order = workStates.filter((state) => state !== 'cancelled')
    fc.assert(
      fc.property(times, moment, moment, (work, a, b) => {
        const [early, late] = [stateOf(work, Math.min(a, b)), stateOf(work, Math.max(a, b))]
        if (early === 'cancelled' || late === 'cancelled') expect(late).toBe(early)
        else expect(order.indexOf(late)).toBeGreaterThanOrEqual(order.indexOf(early))
      }),
    )
  })

  it('is a draft until it is published, whatever its days', () => {
    fc.assert(
      fc.property(times, moment, (work, now) => {
        const draft = { ...work, publishedAt: null, cancelledAt: null }
        expect(stateOf(draft, now)).toBe('draft')
      }),
    )
  })

  it('ends by itself for an outage, and by a word for everything else', () => {
    fc.assert(
      fc.property(times, (work) => {
        const open = { ...work, publishedAt: 0, finishedAt: null, cancelledAt: null }
        expect(stateOf(open, open.endsAt + 1)).toBe(isOutage(work.kind) ? 'done' : 'underway')
      }),
    )
  })
})

describe('what may be done', () => {
  const roles = ['executor', 'head', 'city_admin', 'auditor', 'operator', 'controller', 'registrar']
  const held = fc.record({
    cityId: fc.constantFrom(1, 2),
    officeId: fc.option(fc.constantFrom(1, 2)),
    role: fc.constantFrom(...roles),
  })

  it('is nothing in another city, in another office, or when it is over', () => {
    fc.assert(
      fc.property(
        fc.array(held, { maxLength: 4 }),
        fc.constantFrom(...workActs),
        fc.constantFrom(...workStates),
        (mine, act, state) => {
          if (!mayDo(mine, act, { cityId: 1, officeId: 1, state })) return
          expect(actsIn(state)).toContain(act)
          const reaching = mine.filter(
            ({ cityId, officeId, role }) => cityId === 1 && (role === 'city_admin' || officeId === 1),
          )
          const needed =
            state === 'draft' && act !== 'publish'
              ? ['executor', 'head', 'city_admin']
              : ['head', 'city_admin']
          expect(reaching.some(({ role }) => needed.includes(role))).toBe(true)
        },
      ),
    )
  })
})

describe('houses', () => {
  const range = fc
    .record({
      ends: fc.option(fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }))),
      side: fc.constantFrom(...houseSides),
    })
    .map(({ ends, side }) => ({
      from: ends === null ? null : Math.min(...ends),
      to: ends === null ? null : Math.max(...ends),
      side,
    }))

  it('are read as they are written, in every language', () => {
    fc.assert(
      fc.property(range, fc.constantFrom(...langs), (houses, lang) => {
        expect(readHouses(housesText(houses, texts.in(lang)))).toEqual(houses)
      }),
    )
  })

  it('lie in the range by their number and their side', () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 1, max: 999 }), (houses, house) => {
        const isWithin = (houses.from ?? 0) <= house && house <= (houses.to ?? 9999)
        const isOnSide = houses.side === 'all' || (houses.side === 'even') === (house % 2 === 0)
        expect(coversHouse(houses, house)).toBe(isWithin && isOnSide)
      }),
    )
  })

  it.each([
    ['12/4', 12],
    ['12А', 12],
    ['7 корпус 2', 7],
    ['А', null],
  ])('%s stands beside %s', (text, number) => expect(houseNumber(text)).toBe(number))

  it('stand behind a comma in a list of streets', () => {
    expect(streetsIn('пр. Абая, 2–40 чётные; ул. 30-й Гвардейской дивизии\nБуров, тақ жағы')).toEqual([
      { street: 'пр. Абая', houses: '2–40 чётные' },
      { street: 'ул. 30-й Гвардейской дивизии', houses: '' },
      { street: 'Буров', houses: 'тақ жағы' },
    ])
  })
})

describe('shapes', () => {
  const city = { west: 82.5, south: 49.9, east: 82.7, north: 50 }
  const position = fc.tuple(
    fc.double({ min: 82.5, max: 82.7, noNaN: true }),
    fc.double({ min: 49.9, max: 50, noNaN: true }),
  )
  const shape: fc.Arbitrary<WorkShape> = fc.oneof(
    position.map((coordinates): WorkShape => ({ type: 'Point', coordinates })),
    fc
      .array(position, { minLength: 2, maxLength: 6 })
      .map((coordinates): WorkShape => ({ type: 'LineString', coordinates })),
    fc
      .tuple(position, position, position)
      .map(([a, b, c]): WorkShape => ({ type: 'Polygon', coordinates: [[a, b, c, a]] })),
  )

  it('near a place have a box that touches the box around it: the index loses nothing', () => {
    fc.assert(
      fc.property(shape, position, fc.integer({ min: 1, max: 3000 }), (one, [lon, lat], metres) => {
        if (metresTo(one, { lat, lon }) > metres) return
        const [box, around] = [boundsOf(one), boxAround({ lat, lon }, metres * 1.001)]
        expect(box.west <= around.east && around.west <= box.east).toBe(true)
        expect(box.south <= around.north && around.south <= box.north).toBe(true)
      }),
    )
  })

  it('come back as they were written, also as a feature', () => {
    fc.assert(
      fc.property(shape, (one) => {
        const feature = { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: one }] }
        expect(readWorkShape(JSON.stringify(feature), city)).toEqual({ ok: true, shape: one })
      }),
    )
  })

  it.each([
    ['49.95, 82.61', 'Point', [82.61, 49.95]],
    ['49,95 82,61', 'Point', [82.61, 49.95]],
    // A map that writes the longitude first
    ['82.61 49.95', 'Point', [82.61, 49.95]],
  ])('coordinates as people write them: %s', (text, type, coordinates) =>
    expect(readWorkShape(text, city)).toEqual({ ok: true, shape: { type, coordinates } }))

  it('several coordinates are a line, and an area when the first stands at the end again', () => {
    const rows = ['49.95, 82.61', '49.96, 82.61', '49.96, 82.62']
    expect(readWorkShape(rows.join('\n'), city)).toMatchObject({ ok: true, shape: { type: 'LineString' } })
    const ring = [...rows, rows[0]].join('; ')
    expect(readWorkShape(ring, city)).toMatchObject({ ok: true, shape: { type: 'Polygon' } })
    expect(readWorkShape('49.95, 82.61\nмост', city)).toEqual({ ok: false, fault: 'pairs' })
  })

  it('a line of 111 m to the north ends 111 m away', () => {
    const line: WorkShape = {
      type: 'LineString',
      coordinates: [
        [82.6, 49.95],
        [82.6, 49.951],
      ],
    }
    expect(metresTo(line, { lat: 49.952, lon: 82.6 })).toBeCloseTo(111.3, 0)
    expect(metresTo(line, { lat: 49.9505, lon: 82.6 })).toBeCloseTo(0, 3)
    expect(metresTo(line, { lat: 49.9505, lon: 82.6014 })).toBeCloseTo(100.3, 0)
  })

  it.each([
    ['nothing', 'json'],
    ['{"type":"Circle"}', 'type'],
    ['{"type":"LineString","coordinates":[[82.6,49.95]]}', 'type'],
    ['{"type":"Point","coordinates":[71.4,51.1]}', 'outside'],
  ])('%s is refused: %s', (text, fault) => expect(readWorkShape(text, city)).toEqual({ ok: false, fault }))
})

describe('dates of a list', () => {
  const now = Date.parse('2026-03-11T07:00:00Z')
  const at = { timeZone: 'Asia/Almaty', now, needsHours: false }

  it.each([
    '2026-02-30',
    '32.01.2026',
    '1.13.2026',
    '2026-03-11 25:00',
    '11 марта',
    '',
    '2026-3-11',
  ])('%j is none', (text) => expect(readMoment(text)).toBeNull())

  it('are days of the city or moments of it', () => {
    const [starts, ends] = [readMoment('12.03.2026'), readMoment('2026-03-14')]
    if (starts === null || ends === null) throw new Error('these are days')
    expect(readPeriod({ starts, ends }, at)).toEqual({
      startsAt: Date.parse('2026-03-11T19:00:00Z'),
      endsAt: Date.parse('2026-03-14T18:59:59.999Z'),
      allDay: true,
    })
    const [from, to] = [readMoment('12.03.2026 9:00'), readMoment('2026-03-12T17:30')]
    if (from === null || to === null) throw new Error('these are moments')
    expect(readPeriod({ starts: from, ends: to }, { ...at, needsHours: true })).toEqual({
      startsAt: Date.parse('2026-03-12T04:00:00Z'),
      endsAt: Date.parse('2026-03-12T12:30:00Z'),
      allDay: false,
    })
  })
})
