import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { termOf } from '../../src/features/city/index.ts'
import { type BulkComplaint, parseNumber, projectAll } from '../../src/features/complaints/index.ts'
import { createInventor, type DemoCity, type DemoRun } from '../../src/features/demo/index.ts'
import { chooseRule } from '../../src/features/offices/index.ts'
import { isInside } from '../../src/platform/geo/geojson.ts'
import { languageOf } from '../../src/platform/text/language.ts'
import { openStage, type Stage } from './stage.ts'

const run: DemoRun = { seed: 1, count: 4_000, until: '2026-11-21' }
const end = Date.parse('2026-11-20T19:00:00Z')

let stage: Stage
let demo: DemoCity
let all: BulkComplaint[]

beforeAll(async () => {
  stage = await openStage()
  demo = await stage.demoCity('oskemen')
  all = invented(demo, run)
})
afterAll(() => stage.close())

function invented(city: DemoCity, { count, ...rest }: DemoRun, upTo = count): BulkComplaint[] {
  const inventor = createInventor(city, { count, ...rest })
  return Array.from({ length: upTo }, (_, index) => inventor.invent(index, index + 1, (draw) => draw()))
}

const codeOf = ({ events }: BulkComplaint) => {
  const { categoryId } = projectAll(events)
  return demo.directory.categories.find(({ id }) => id === categoryId)?.code ?? 'none'
}
const receivedAt = ({ events }: BulkComplaint) => events[0]?.at ?? 0
const monthOf = (complaint: BulkComplaint) =>
  new Date(receivedAt(complaint) + 5 * 3_600_000).getUTCMonth() + 1
const share = <Item>(items: readonly Item[], is: (item: Item) => boolean) =>
  items.filter(is).length / items.length
const answersOf = (complaint: BulkComplaint) => projectAll(complaint.events).answers

describe('the same run', { tags: ['long'] }, () => {
  test('gives the same complaints again', () => {
    expect(invented(demo, run, 300)).toEqual(all.slice(0, 300))
  })

  test('is another one with another seed or another day', () => {
    const texts = (list: BulkComplaint[]) => list.map(({ text, address, number }) => [text, address, number])
    const first = texts(all.slice(0, 50))
    expect(texts(invented(demo, { ...run, seed: 2 }, 50))).not.toEqual(first)
    expect(texts(invented(demo, { ...run, until: '2026-11-20' }, 50))).not.toEqual(first)
  })
})

describe('a life', { tags: ['long'] }, () => {
  test('is legal, in the order of time, and over before the day', () => {
    const first = Date.parse('2024-11-20T19:00:00Z')
    for (const { events } of all) projectAll(events)
    const times = all.map(({ events }) => events.map(({ at }) => at))
    expect(times.filter((life) => life.some((at, index) => at < (life[index - 1] ?? first)))).toEqual([])
    expect(times.filter((life) => (life.at(-1) ?? end) >= end)).toEqual([])
  })

  test('goes to the office of the routing, with the term of the calendar', () => {
    for (const { events, districtId } of all.slice(0, 1_000)) {
      const [filed, registered] = events
      const sent = events.find(({ kind }) => kind === 'sent')
      if (filed?.kind !== 'filed' || registered?.kind === 'sent' || sent?.kind !== 'sent')
        throw new Error('not sent')
      if (sent.actor.kind !== 'system') continue
      const { categoryId } = filed.payload
      const routed = chooseRule(demo.directory.rules, { categoryId, districtId })
      expect(sent.payload.ruleId).toBe(routed?.rule.id)
      const days = demo.directory.categoryById.get(categoryId ?? 0)?.termDays ?? demo.city.termDays
      const { registeredOn: _, ...due } = termOf(demo.city, demo.calendar, sent.at, days)
      expect(sent.payload).toMatchObject(due)
    }
  })

  test('has every kind of event that residents and offices cause', () => {
    const kinds = new Set(all.flatMap(({ events }) => events.map(({ kind }) => kind)))
    for (const kind of [
      ...['filed', 'held', 'published', 'hidden', 'registered', 'sent', 'accepted', 'started', 'assigned'],
      ...['asked', 'replied', 'planned', 'transferred', 'extended', 'recategorised', 'answered', 'refused'],
      ...['forwarded', 'confirmed', 'partly', 'reopened', 'closed', 'withdrawn', 'merged', 'added', 'noted'],
    ]) {
      expect(kinds).toContain(kind)
    }
  })

  test('names offices and staff of its own city only', () => {
    const offices = new Set(demo.directory.offices.map(({ id }) => id))
    const actors = all.flatMap(({ events }) => events.map(({ actor }) => actor))
    expect(actors.filter(({ officeId }) => officeId !== null && !offices.has(officeId))).toEqual([])
    expect(actors.filter(({ kind, staffId }) => (kind === 'staff') !== (staffId !== null))).toEqual([])
  })

  test('merges only into an earlier complaint that is no duplicate itself', () => {
    const merged = new Map(all.map((complaint, index) => [index + 1, projectAll(complaint.events)]))
    const duplicates = [...merged].filter(([, { status }]) => status === 'merged')
    expect(duplicates.length).toBeGreaterThan(50)
    for (const [id, { mergedIntoId }] of duplicates) {
      expect(mergedIntoId).toBeLessThan(id)
      expect(merged.get(mergedIntoId ?? 0)?.status).not.toBe('merged')
    }
  })
})

describe('answers', { tags: ['long'] }, () => {
  test('are written in the language of the complaint', () => {
    const answers = all.flatMap((complaint) => answersOf(complaint).map((answer) => ({ complaint, answer })))
    expect(answers.length).toBeGreaterThan(2_500)
    expect(answers.filter(({ complaint, answer }) => answer.lang !== complaint.replyLang)).toEqual([])
    const some = answers.filter((_, index) => index % 10 === 0).map(({ answer }) => answer)
    const recognised = some
      .map(({ text, lang }) => [languageOf(text), lang])
      .filter(([found]) => found !== null)
    expect(share(recognised, ([found, lang]) => found === lang)).toBeGreaterThan(0.97)
  })

  test('come in time for most, late for some, never for a few', () => {
    const due = all
      .map(({ events }) => projectAll(events))
      .filter(({ custodies }) => (custodies[0]?.dueAt ?? end) < end)
    const inTime = share(
      due,
      ({ custodies, answers }) => (answers[0]?.at ?? end) <= (custodies[0]?.dueAt ?? 0),
    )
    const never = share(due, ({ answers, outcome }) => answers.length === 0 && outcome === null)
    expect(inTime).toBeGreaterThan(0.6)
    expect(inTime).toBeLessThan(0.92)
    expect(never).toBeGreaterThan(0.01)
    expect(never).toBeLessThan(0.15)
  })

  test('differ by office: the best is far better than the worst', () => {
    const byOffice = Map.groupBy(
      all.map(({ events }) => projectAll(events)).filter(({ answers }) => answers.length > 0),
      ({ custodies }) => custodies[0]?.officeId ?? 0,
    )
    const shares = [...byOffice.values()]
      .filter((states) => states.length >= 60)
      .map((states) =>
        share(states, ({ custodies, answers }) => (answers[0]?.at ?? 0) <= (custodies[0]?.dueAt ?? 0)),
      )
    expect(Math.max(...shares) - Math.min(...shares)).toBeGreaterThan(0.1)
  })

  test('with a picture of the result belong to an answer that says it is solved', () => {
    const photos = all.flatMap((complaint) => (complaint.photos ?? []).map((photo) => ({ complaint, photo })))
    expect(new Set(photos.map(({ photo }) => photo.id)).size).toBe(photos.length)
    const after = photos.filter(({ photo }) => photo.role === 'after')
    expect(after.length).toBeGreaterThan(50)
    for (const { complaint, photo } of after) {
      const answer = answersOf(complaint).find(({ no }) => no === photo.answerNo)
      expect(answer?.outcome).toBe('solved')
    }
  })
})

describe('complaints', { tags: ['long'] }, () => {
  test('follow the seasons', () => {
    const monthsOf = (code: string) => all.filter((complaint) => codeOf(complaint) === code).map(monthOf)
    for (const code of ['snow_road', 'ice_walk', 'icicles']) {
      expect(monthsOf(code).length).toBeGreaterThan(10)
      expect(monthsOf(code).filter((month) => month >= 5 && month <= 9)).toEqual([])
    }
    expect(share(monthsOf('snow_road'), (month) => [11, 12, 1, 2].includes(month))).toBeGreaterThan(0.7)
    expect(share(monthsOf('heat'), (month) => month >= 9 || month <= 3)).toBeGreaterThan(0.85)
    expect(share(monthsOf('drain'), (month) => month >= 3 && month <= 5)).toBeGreaterThan(0.5)
    expect(share(monthsOf('grass'), (month) => month >= 5 && month <= 8)).toBeGreaterThan(0.7)
  })

  test('come from everywhere, and from some areas more', () => {
    const counts = demo.city.areas.map(({ id }) => all.filter(({ districtId }) => districtId === id).length)
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(demo.city.areas.length * 0.8)
    expect(Math.max(...counts)).toBeGreaterThan(5 * Math.min(...counts))
  })

  test('say where: inside the city, in the way the language writes a street', () => {
    const wrong = all.filter(({ address, landmark, point, districtId, replyLang }) => {
      const shape = demo.city.areas.find(({ id }) => id === districtId)?.shape
      return (
        (address === '' && landmark === '' && point === null) ||
        (point !== null && !(shape && isInside(point, shape))) ||
        (/көшесі|даңғылы/.test(address) && replyLang !== 'kk') ||
        (/^(?:ул\.|пр\.|улица|проспект)/.test(address) && replyLang !== 'ru')
      )
    })
    expect(wrong).toEqual([])
    expect(share(all, ({ point }) => point !== null)).toBeGreaterThan(0.7)
  })

  test('are in Kazakh and in Russian, some in English, and say their language', () => {
    for (const lang of ['kk', 'ru'])
      expect(share(all, ({ textLang }) => textLang === lang)).toBeGreaterThan(0.3)
    expect(all.some(({ textLang }) => textLang === 'en')).toBe(true)
    const long = all.filter(({ text }, index) => index % 10 === 0 && text.length > 60)
    const told = long
      .map(({ text, textLang }) => [languageOf(text), textLang])
      .filter(([found]) => found !== null)
    expect(share(told, ([found, textLang]) => found === textLang)).toBeGreaterThan(0.9)
  })

  test('differ from each other', () => {
    expect(new Set(all.map(({ text }) => text)).size).toBeGreaterThan(all.length * 0.75)
    expect(all.filter(({ text }) => /[{}]/.test(text))).toEqual([])
  })

  test('have numbers of their month', () => {
    const numbers = all.map(({ number }) => number ?? '')
    expect(numbers.filter((number) => !parseNumber(number).ok)).toEqual([])
    const months = all.map((complaint) => {
      const local = new Date(receivedAt(complaint) + 5 * 3_600_000)
      return `${String(local.getUTCFullYear() % 100)}${String(local.getUTCMonth() + 1).padStart(2, '0')}`
    })
    expect(numbers.map((number) => number.slice(0, 4))).toEqual(months)
  })
})
