import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectDir } from '../../src/config.ts'
import { inTimeChart } from '../../src/features/statistics/charts/in-time.ts'
import { officesMonthsChart } from '../../src/features/statistics/charts/multiples.ts'
import { waitingChart } from '../../src/features/statistics/charts/waiting.ts'
import type { OfficeFigures } from '../../src/features/statistics/figures/bodies.ts'
import { type Share, shareOf } from '../../src/features/statistics/figures/figures.ts'
import * as sample from '../../src/features/statistics/sample-figures.ts'
import { loadTexts } from '../../src/platform/i18n/texts.ts'

const texts = loadTexts(path.join(projectDir, 'src'), 'test')
const t = texts.in('en')
const place = {
  reading: sample.readingIn({ lang: 'en', t }),
  query: sample.query,
  asOf: sample.asOf,
  own: true as const,
}

describe('the title of the share in time', () => {
  /** `before` of the year before, then `now`; the months before `first` had nothing due. */
  const titleOf = (before: Share, now: Share, first = 0) => {
    const body = sample.cityBody(1200)
    const flow = body.flow.map((month, index) => ({
      ...month,
      onTime: index < first ? shareOf(0, 0) : index < body.flow.length - 12 ? before : now,
    }))
    return inTimeChart({ ...place, subject: { ...body, flow } })?.title
  }

  test('names the year before where chance is a poor explanation', () => {
    expect(titleOf(shareOf(60, 100), shareOf(90, 100))).toBe('Answered in time: 90%; a year earlier: 60%')
    expect(titleOf(shareOf(8, 10), shareOf(9, 10))).toBe('Answered in time: 90%')
  })

  test('compares with no year in which the portal had only begun', () => {
    const months = sample.cityBody(1200).flow.length
    expect(titleOf(shareOf(60, 100), shareOf(90, 100), months - 24)).toMatch(/a year earlier: 60%$/)
    expect(titleOf(shareOf(60, 100), shareOf(90, 100), months - 23)).toBe('Answered in time: 90%')
    expect(titleOf(shareOf(60, 100), shareOf(90, 100), months - 14)).toBe('Answered in time: 90%')
  })
})

describe('the small lines of offices', () => {
  const chartOf = (onTimes: readonly Share[]) => {
    const body = sample.officesBody(2000)
    const [like] = body.offices
    if (like === undefined) throw new Error('no office')
    const offices = onTimes.map((onTime, index): OfficeFigures => ({ ...like, office: `o${index}`, onTime }))
    return officesMonthsChart({ ...place, offices: { ...body, offices } })
  }

  test('tell the range of all offices, and that not all are drawn', () => {
    const large = Array.from({ length: 12 }, () => shareOf(80, 100))
    const chart = chartOf([shareOf(4, 40), ...large, shareOf(38, 40), shareOf(0, 20)])
    expect(chart?.title).toBe('Answered in time: from 10% to 95%, depending on the office')
    expect(chart?.note).toMatch(/Drawn are the 12 offices with most cases due; the title tells of all 14\.$/)
    expect(chart?.chart.kind === 'multiples' && chart.chart.panels.length).toBe(12)
  })

  test('tell one share where all have it, and of nothing that is left out', () => {
    const chart = chartOf([shareOf(80, 100), shareOf(81, 101)])
    expect(chart?.title).toBe('Answered in time: 80% at every office')
    expect(chart?.note).not.toContain('Drawn')
  })
})

describe('the note under those who wait', () => {
  test.each([
    ['en', 'Fewer than nine of ten have been answered so far.'],
    ['ru', 'Ответ получили пока меньше девяти из десяти.'],
    ['kk', 'Жауап алғандар оннан тоғызға әлі жеткен жоқ.'],
  ] as const)('says in %s that nine of ten is not reached, not that nine of ten wait', (lang, sentence) => {
    const reading = sample.readingIn({ lang, t: texts.in(lang) })
    const body = sample.cityBody(1200)
    const figures = { ...body.figures, p90Hours: { value: null } }
    const chart = waitingChart({ ...place, reading, subject: { ...body, figures } })
    expect(chart?.note).toContain(` ${sentence} `)
  })
})
