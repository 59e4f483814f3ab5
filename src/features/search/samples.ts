import type { Sample } from '../../platform/http/route.ts'
import type { SearchHit, SearchSource } from '../../platform/search-source.ts'
import { marked, markedExcerpt } from '../../platform/text/marked.ts'
import { searchTerms } from '../../platform/text/search-terms.ts'
import { sampleCity, sampleDirectory } from '../complaints/index.ts'
import type { Found } from './look-up.ts'
import { type SearchInput, searchModel } from './pages.ts'

const source = (name: 'complaints' | 'offices'): SearchSource => ({
  name,
  label: `search:source.${name}`,
  ready: () => Promise.reject(new Error('examples find nothing')),
})

const terms = searchTerms('қар тазаланбаған')

const hit = (n: number, more: Partial<SearchHit> = {}): SearchHit => ({
  href: `/ru/synaqqala/complaints/2603-0000-${String(n).padStart(4, '0')}`,
  title: marked('Жолдағы қар', terms),
  icon: 'snowflake',
  excerpt: markedExcerpt(
    'Аулада қар тазаланбаған, тайғақ, қарт адамдар құлап жатыр. Күрек те, құм да жоқ. '.repeat(n),
    terms,
    220,
  ),
  lang: 'kk',
  place: marked(`Абай көшесі, ${n}`, terms),
  photo: n === 2 ? { src: '/photos/00000000-0000-4000-8000-000000000001/small.jpg', alt: '' } : null,
  tag: { label: 'OK', tone: 'info', icon: null },
  date: { iso: '2026-03-02T04:10:00.000Z', text: '02.03.2026' },
  number: `2603-0000-${String(n).padStart(4, '0')}`,
  ...more,
})

const office: SearchHit = hit(1, {
  href: '/ru/synaqqala/offices/roads',
  title: marked('Управление дорог', searchTerms('дороги')),
  icon: 'building-2',
  ...{ excerpt: null, lang: null, photo: null, tag: null, date: null, number: null },
})

const found = (more: Partial<Found> = {}): Found => ({
  text: 'қар тазаланбаған',
  terms,
  typed: null,
  match: 'all',
  sources: [
    { source: source('complaints'), found: { n: 100, more: true, hits: [hit(1), hit(2), hit(3)] } },
    { source: source('offices'), found: { n: 1, more: false, hits: [office] } },
  ],
  ...more,
})

const nothing = found({
  sources: [{ source: source('complaints'), found: { n: 0, more: false, hits: [] } }],
})

const sample = (name: string, input: Partial<SearchInput>): Sample => ({
  name: `search ${name}`,
  template: 'search/show',
  layout: 'public',
  model: ({ lang, t }) =>
    searchModel(
      { q: 'қар тазаланбаған', only: null, page: 1, found: null, problem: null, popular: [], ...input },
      { lang, t, city: sampleCity, directory: sampleDirectory },
    ),
})

export const searchSamples: Sample[] = [
  sample('of everything', { found: found() }),
  sample('of complaints, second page', { found: found(), only: 'complaints', page: 2 }),
  sample('mended, some words only', {
    q: 'карр тазалмбаган',
    found: found({ typed: 'карр тазалмбаган', match: 'any' }),
  }),
  sample('without a result', { q: '<b>жоқ нәрсе</b> '.repeat(8), found: nothing }),
  sample('that nobody has asked yet', { q: '', popular: sampleDirectory.categories.slice(0, 8) }),
  sample('that took too long', { problem: 'slow' }),
  sample('for a number with a slip', { q: '2603-1234-5678', problem: 'number' }),
  sample('for nothing that could be found', { q: '…', problem: 'short' }),
]
