import request from 'supertest'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { categories } from '../../prisma/seed/categories.ts'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { combine } from '../../src/features/guesses/combine.ts'
import { fewestExamples, judge, type Trial } from '../../src/features/guesses/cross-validate.ts'
import { guesserOf, trainCity } from '../../src/features/guesses/index.ts'
import { countsOf, oddsFrom, sharesFrom, train } from '../../src/features/guesses/learned.ts'
import { tokensOf } from '../../src/features/guesses/tokens.ts'
import { directoryOf, guessCategories } from '../../src/features/offices/index.ts'
import { guessCases, heldOutCases, tunedCases } from '../offices/guess-cases.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal } from '../support/portal.ts'

const now = Temporal.Instant.from(castNow)
const lessons = (cases: readonly { text: string; code: string }[]) =>
  cases.map(({ text, code }) => ({ tokens: tokensOf(text), code }))

describe('what is learned', () => {
  const classifier = train(lessons(guessCases))
  if (classifier === null) throw new Error('nothing learned')
  classifier.consolidate()
  const odds = oddsFrom(countsOf(classifier))

  test('the table gives the odds of the library', () => {
    for (const { text } of guessCases.slice(0, 40)) {
      const tokens = tokensOf(text)
      const theirs = new Map(classifier.computeOdds(tokens))
      for (const [code, value] of odds(tokens)) expect(value).toBeCloseTo(theirs.get(code) ?? Number.NaN, 2)
    }
  })

  test('a guess takes less than 5 ms', () => {
    const shares = sharesFrom(countsOf(classifier))
    const text = guessCases
      .map((one) => one.text)
      .join(' ')
      .slice(0, 500)
    // The fastest of many: a busy machine is no slow guess.
    const time = (work: () => unknown) =>
      Math.min(
        ...Array.from({ length: 60 }, () => {
          const started = performance.now()
          work()
          return performance.now() - started
        }),
      )
    const ours = time(() => combine(guessCategories(text, categories), shares(text), 1))
    const library = time(() => classifier.computeOdds(tokensOf(text)))
    console.info(
      `a guess of 500 characters: ${ours.toFixed(2)} ms, the library's own ${library.toFixed(1)} ms`,
    )
    expect(ours).toBeLessThan(5)
  })

  test('shares add up to 1, and words that were never seen say nothing', () => {
    const shares = sharesFrom(countsOf(classifier))
    const sum = [...shares('бағдаршам не работает').values()].reduce((all, share) => all + share, 0)
    expect(sum).toBeCloseTo(1, 6)
    expect(shares('qwxz 12345').size).toBe(0)
    expect(shares('').size).toBe(0)
  })

  test('rare words are not kept: they may be names', () => {
    const kept = Object.values(countsOf(classifier).tokens).flatMap((tokens) => Object.keys(tokens))
    expect(kept).toContain('жок')
    expect(kept).not.toContain('бурова')
    expect(kept.join(' ')).not.toMatch(/\d/)
  })

  test('one category, or too few words, is nothing to learn from', () => {
    expect(train([])).toBeNull()
    expect(train(lessons([{ text: 'яма', code: 'pothole' }]))).toBeNull()
  })
})

describe('the weight', () => {
  const trial = (code: string, keyword: string, learned: string): Trial => ({
    code,
    byKeywords: [
      { code: keyword, score: 2 },
      { code: 'a', score: 1 },
    ],
    learned: new Map([[learned, 1]]),
  })
  const many = (one: Trial, count = fewestExamples) => Array.from({ length: count }, () => one)

  test('is nothing while examples are few, when learning is worse, and when it is as good', () => {
    expect(judge(many(trial('a', 'b', 'a'), fewestExamples - 1)).weight).toBe(0)
    expect(judge(many(trial('a', 'a', 'b'))).weight).toBe(0)
    expect(judge(many(trial('a', 'a', 'a'))).weight).toBe(0)
  })

  test('is the smallest that helps', () => {
    const report = judge(many(trial('a', 'b', 'a')))
    expect(report.both).toEqual({ first: 1, three: 1 })
    expect(report.weight).toBe(0.5)
    expect(report.keywords).toEqual({ first: 0, three: 1 })
  })
})

describe('on texts of residents', () => {
  test('learning from some does not make the others worse', () => {
    const classifier = train(lessons(tunedCases))
    if (classifier === null) throw new Error('nothing learned')
    const shares = sharesFrom(countsOf(classifier))
    const right = (weight: number) =>
      heldOutCases.filter(
        ({ text, code }) => combine(guessCategories(text, categories), shares(text), weight)[0] === code,
      ).length
    console.info(`held out: keywords ${right(0)}, both ${right(0.5)} of ${heldOutCases.length}`)
    expect(right(0.5)).toBeGreaterThanOrEqual(right(0) - 1)
  })
})

describe('a city', () => {
  let portal: Portal
  beforeAll(async () => {
    portal = await openPortal()
  })
  afterAll(() => portal.close())

  /** Complaints in words that no keyword knows, left by the staff in a category. */
  async function plant(count: number): Promise<void> {
    const { city, categories: ids, offices } = portal.cast
    const words: [number, string][] = [
      [ids.lights, 'шырақ сөнді қараңғы бұрыш'],
      [ids.heating, 'пәтер мұздай радиатор тоңдық'],
    ]
    await portal.deps.db.complaint.createMany({
      data: Array.from({ length: count }, (_, index) => {
        const [categoryId, text] = words[index % 2] ?? [0, '']
        const letters = [...String(index)].map((digit) => 'абвгдежзик'[Number(digit)]).join('')
        return {
          number: `2603${String(index).padStart(7, '0')}0`,
          cityId: city.id,
          channel: 'web',
          text: `${text} ${letters}ора`,
          textLang: 'kk',
          replyLang: 'kk',
          status: 'answered',
          open: false,
          publication: 'published',
          shown: false,
          categoryId,
          officeId: offices.roads,
          receivedAt: new Date(castNow),
          firstAnswerAt: new Date(castNow),
          updatedAt: new Date(castNow),
          version: 1,
        }
      }),
    })
  }
  const guess = async (text: string) => {
    const address = complaintPaths.guess('ru', portal.cast.city.slug)
    const answer = await request(portal.app).get(address).query({ text }).expect(200)
    return (answer.body as { guesses: { value: string }[] }).guesses.map(({ value }) => value)
  }

  test('learns at night what its staff decided, and guesses by it the next morning', async () => {
    const said = 'шырақ сөнді біздің жақта'
    expect(await guess(said)).toEqual([])
    await plant(200)
    await portal.jobs.get('guesses.train')?.run({}, now)
    expect((await guess(said))[0]).toBe('lights')
    expect((await guess('радиатор мұздай'))[0]).toBe('heating')
    // Keywords still count, and categories that nobody filed in are still found.
    expect((await guess('яма на дороге'))[0]).toBe('potholes')
    const first = await portal.deps.db.guessModel.findUniqueOrThrow({
      where: { cityId: portal.cast.city.id },
    })
    await portal.jobs.get('guesses.train')?.run({}, now)
    const second = await portal.deps.db.guessModel.findUniqueOrThrow({
      where: { cityId: portal.cast.city.id },
    })
    expect([first.version, second.version, second.examples]).toEqual([1, 2, 200])
    const others = await portal.deps.db.guessModel.findUniqueOrThrow({
      where: { cityId: portal.cast.otherCity.id },
    })
    expect(others).toMatchObject({ examples: 0, weight: 0 })
  })

  test('a correction by staff moves the guess', async () => {
    const { categories: ids, city } = portal.cast
    await portal.deps.db.complaint.updateMany({
      where: { categoryId: ids.lights },
      data: { categoryId: ids.snow },
    })
    await trainCity(portal.deps, city.id, { now })
    const guesser = await guesserOf(portal.deps, city.id)
    const { categories: known } = await directoryOf(portal.deps, city.id)
    expect(guesser('шырақ сөнді қараңғы', known)[0]).toBe('snow')
  })
})
