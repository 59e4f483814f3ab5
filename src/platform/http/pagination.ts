export type PageLink = { label: string; href: string | null; current: boolean; far: boolean }

/** What `views/shared/pagination` prints. */
export type Pagination = {
  summary: string
  pages: PageLink[]
  previousHref: string | null
  nextHref: string | null
}

export type PaginationFacts = {
  /** Page shown, from 1. */
  page: number
  perPage: number
  total: number
  /** Address of a page of this list. */
  hrefOf: (page: number) => string
  /** "21–40 of 1 284" from ready numbers. */
  summaryOf: (range: { from: string; to: string; total: string }) => string
  formatNumber: (value: number) => string
}

/** First and last page, the current one with two neighbours on each side, gaps as null links. */
export function paginate({
  page,
  perPage,
  total,
  hrefOf,
  summaryOf,
  formatNumber,
}: PaginationFacts): Pagination {
  const last = Math.max(1, Math.ceil(total / perPage))
  const current = Math.min(Math.max(1, page), last)
  const from = total === 0 ? 0 : (current - 1) * perPage + 1
  const to = Math.min(current * perPage, total)
  const link = (number: number): PageLink => ({
    label: formatNumber(number),
    href: hrefOf(number),
    current: number === current,
    far: Math.abs(number - current) > 1 && number !== 1 && number !== last,
  })
  return {
    summary: summaryOf({ from: formatNumber(from), to: formatNumber(to), total: formatNumber(total) }),
    pages: numbersAround(current, last).map((number) =>
      number === null ? { label: '', href: null, current: false, far: false } : link(number),
    ),
    previousHref: current > 1 ? hrefOf(current - 1) : null,
    nextHref: current < last ? hrefOf(current + 1) : null,
  }
}

function numbersAround(current: number, last: number): (number | null)[] {
  const wanted = new Set([1, current - 2, current - 1, current, current + 1, current + 2, last])
  const numbers = [...wanted].filter((number) => number >= 1 && number <= last).sort((a, b) => a - b)
  return numbers.flatMap((number, index) => {
    const before = numbers[index - 1]
    if (before === undefined || number === before + 1) return [number]
    // A gap of one page is that page itself.
    return number === before + 2 ? [number - 1, number] : [null, number]
  })
}
