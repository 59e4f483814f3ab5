import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paginate } from '../../../src/platform/http/pagination.ts'

const pagesOf = (page: number, total: number, perPage = 20): string[] =>
  paginate({
    page,
    perPage,
    total,
    hrefOf: (n) => `?page=${n}`,
    formatNumber: String,
    summaryOf: ({ from, to, total: all }) => `${from}-${to}/${all}`,
  }).pages.map(({ label, current, href }) => (href === null ? '…' : current ? `[${label}]` : label))

describe('paginate', () => {
  it.each([
    [1, 300, ['[1]', '2', '3', '…', '15']],
    [5, 300, ['1', '2', '3', '4', '[5]', '6', '7', '…', '15']],
    [8, 300, ['1', '…', '6', '7', '[8]', '9', '10', '…', '15']],
    [15, 300, ['1', '…', '13', '14', '[15]']],
    [1, 0, ['[1]']],
  ])('page %i of %i entries', (page, total, expected) => {
    expect(pagesOf(page, total)).toEqual(expected)
  })

  it('says which entries are shown', () => {
    const facts = {
      perPage: 20,
      hrefOf: String,
      formatNumber: String,
      summaryOf: ({ from, to, total }: { from: string; to: string; total: string }) =>
        `${from}-${to}/${total}`,
    }
    expect(paginate({ ...facts, page: 2, total: 31 }).summary).toBe('21-31/31')
    expect(paginate({ ...facts, page: 1, total: 0 }).summary).toBe('0-0/0')
    expect(paginate({ ...facts, page: 99, total: 31 }).summary).toBe('21-31/31')
  })

  it('always has the ends, the current page once, and never hides a single page', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3, max: 80 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 50 }),
        (page, total, perPage) => {
          const pages = pagesOf(page, total, perPage)
          const numbers = pages.map((label) => Number(label.replace(/[[\]]/g, '')))
          const last = Math.max(1, Math.ceil(total / perPage))
          expect(numbers[0]).toBe(1)
          expect(numbers.at(-1)).toBe(last)
          expect(pages.filter((label) => label.startsWith('['))).toHaveLength(1)
          numbers.forEach((number, index) => {
            if (!Number.isNaN(number)) return
            expect((numbers[index + 1] ?? 0) - (numbers[index - 1] ?? 0)).toBeGreaterThan(2)
          })
        },
      ),
    )
  })
})
