import { cityPaths } from '../../src/features/city/index.ts'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { searchPaths } from '../../src/features/search/index.ts'
import { statisticsPaths } from '../../src/features/statistics/index.ts'

/** What of a data set the addresses need. */
export type Sample = {
  slug: string
  /** Public complaints of all ages. */
  numbers: readonly string[]
  /** Offices that have complaints, the busiest first. */
  offices: readonly string[]
  /** Two words of a text each, frequent and rare ones. */
  searches: readonly string[]
  /** Tokens of filings that wait at the last step, each beside an open complaint. */
  drafts: readonly string[]
  bounds: { west: number; south: number; east: number; north: number }
}

export type BenchPage = {
  name: string
  /** Another address for each request, where the page has many. */
  path(sample: Sample, index: number): string
  /** False for what no promise is made about, such as views that nobody has asked for before. */
  isPromised: boolean
}

const lang = 'ru'
const at = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('the data set is empty')
  return item
}

/** The pages of the bench. A prime step, so that neighbours in a list of numbers are not read one after the other. */
export const benchPages: readonly BenchPage[] = [
  { name: 'home', path: ({ slug }) => cityPaths.home(lang, slug), isPromised: true },
  {
    name: 'complaint',
    path: ({ slug, numbers }, index) => complaintPaths.show(lang, slug, at(numbers, index * 7)),
    isPromised: true,
  },
  { name: 'list', path: ({ slug }) => complaintPaths.list(lang, slug), isPromised: true },
  {
    name: 'list, of an office',
    path: ({ slug, offices }, index) => complaintPaths.list(lang, slug, { office: at(offices, index) }),
    isPromised: true,
  },
  {
    name: 'search',
    path: ({ slug, searches }, index) => searchPaths.page(lang, slug, { q: at(searches, index * 7) }),
    isPromised: true,
  },
  {
    name: 'duplicate look-up',
    path: ({ slug, drafts }, index) => complaintPaths.similar(lang, slug, at(drafts, index * 7)),
    isPromised: true,
  },
  { name: 'map cells', path: ({ slug }) => complaintPaths.cells(lang, slug), isPromised: true },
  {
    name: 'map cells, new view',
    path: ({ slug, bounds }, index) => `${complaintPaths.cells(lang, slug)}?${newView(bounds, index)}`,
    isPromised: false,
  },
  {
    name: 'office',
    path: ({ slug, offices }, index) => statisticsPaths.office(lang, slug, at(offices, index)),
    isPromised: true,
  },
  { name: 'statistics', path: ({ slug }) => statisticsPaths.city(lang, slug), isPromised: true },
  {
    name: 'statistics, new window',
    path: ({ slug }, index) => statisticsPaths.city(lang, slug, newWindow(index)),
    isPromised: true,
  },
  {
    name: 'statistics CSV',
    path: ({ slug }) => statisticsPaths.figures(lang, slug, 'csv'),
    isPromised: true,
  },
  {
    name: 'statistics JSON',
    path: ({ slug }) => statisticsPaths.figures(lang, slug, 'json'),
    isPromised: true,
  },
]

/** A quarter of the city, each time a little elsewhere. */
function newView({ west, south, east, north }: Sample['bounds'], index: number): string {
  const width = (east - west) / 4
  const height = (north - south) / 4
  const left = west + width + (width * ((index * 37) % 1000)) / 1000
  const low = south + height + (height * ((index * 61) % 1000)) / 1000
  const bbox = [left, low, left + width, low + height].map((degrees) => degrees.toFixed(5)).join(',')
  return new URLSearchParams({ bbox, zoom: '14' }).toString()
}

/** A window that few have asked for before, of some months up to a day of this year. */
function newWindow(index: number): Record<string, string> {
  const day = (offset: number) =>
    new Date(Date.UTC(2026, 10, 20) - offset * 86_400_000).toISOString().slice(0, 10)
  const to = index % 150
  return { from: day(to + 60 + ((index * 31) % 211)), to: day(to) }
}
