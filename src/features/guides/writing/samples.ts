import type { PageModel } from '../../../platform/http/page.ts'
import type { Sample } from '../../../platform/http/route.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { sampleCity, sampleDirectory } from '../../complaints/index.ts'
import { contentAsTyped } from '../content.ts'
import { leaveLettersModel } from '../owners/leave-page.ts'
import { longContent, sampleAt, sampleContents, sampleTopics } from '../sample-guides.ts'
import type { Around } from './around.ts'
import { type EditInput, editModel } from './pages/edit-page.ts'
import { type AboutPageInput, aboutModel } from './pages/fresh-page.ts'
import { type StaffListInput, staffListModel } from './pages/list-page.ts'
import { type StaffRequestInput, staffRequestModel, staffRequestsModel } from './pages/requests-page.ts'
import { staffGuideModel } from './pages/show-page.ts'
import { soughtModel } from './pages/sought-page.ts'
import { versionModel } from './pages/version-page.ts'
import type { StaffGuide, StaffListRow, StaffRequest, StaffText } from './queries.ts'

const sample = (template: string, name: string, build: (around: Around) => PageModel): Sample => ({
  name: `guides/${template} ${name}`,
  template: `guides/${template}`,
  layout: 'staff',
  model: ({ lang, t }) => build({ lang, t, city: sampleCity, directory: sampleDirectory }),
})

const text = (lang: StaffText['lang'], change: Partial<StaffText> = {}): StaffText => ({
  ...{ id: 1, lang, no: 1, state: 'published', revision: 2, writtenAt: sampleAt, writer: 'Әсел Қасымова' },
  ...{ publishedAt: sampleAt, content: sampleContents[lang] },
  ...change,
})

const draft = text('ru', { id: 9, no: 2, state: 'draft', publishedAt: null, content: longContent })
const waiting = { ...draft, state: 'review' } as const

const guide: StaffGuide = {
  ...{ id: 1, cityId: sampleCity.id, slug: 'cold-flat', topics: ['no-heating'], categories: ['heat'] },
  ...{ offices: [], emergency: ['rescue'], ownerOfficeId: 2, reviewedOn: '2026-03-01', version: 3 },
  texts: [draft, text('kk'), text('ru')],
  acts: [
    {
      kind: 'returned',
      at: sampleAt,
      lang: 'ru',
      no: 2,
      by: 'Ерлан Жұмабаев',
      note: 'Третий шаг непонятен.',
    },
    { kind: 'sent', at: sampleAt, lang: 'ru', no: 2, by: 'Әсел Қасымова', note: '' },
    { kind: 'withdrawn', at: sampleAt, lang: 'en', no: 1, by: 'Ерлан Жұмабаев', note: 'Телефон изменился.' },
    { kind: 'published', at: sampleAt, lang: 'kk', no: 1, by: null, note: '' },
    { kind: 'created', at: sampleAt, lang: null, no: null, by: null, note: '' },
  ],
  verdicts: [
    {
      id: 7,
      reason: 'missing',
      words: 'Не написано, что делать в частном доме',
      lang: 'ru',
      at: sampleAt,
      seen: false,
    },
    { id: 5, reason: 'wrong', words: '', lang: 'kk', at: sampleAt, seen: true },
  ],
  ...{ yes: 41, no: 6 },
}

const may = { write: true, publish: true }
const fresh: StaffGuide = { ...guide, texts: [], acts: [], verdicts: [], reviewedOn: null, yes: 0, no: 0 }

const listRow = (id: number, change: Partial<StaffListRow>): StaffListRow => ({
  ...{ id, cityId: sampleCity.id, slug: 'cold-flat', ownerOfficeId: 2, reviewedOn: '2026-03-01' },
  texts: langs.map((lang) => ({
    ...{ lang, state: 'published', title: sampleContents[lang].title, publishedAt: sampleAt },
  })),
  ...{ yes: 41, no: 6, unseen: 0 },
  ...change,
})

const list = (name: string, change: Partial<StaffListInput>): Sample =>
  sample('staff-list', name, (around) =>
    staffListModel(
      {
        ...{ rows: [], places: [around], q: '', state: null, today: '2026-03-11' },
        ...{ mayBegin: true, waiting: 2, done: null, letters: null },
        ...change,
      },
      around,
    ),
  )

const edit = (name: string, change: Partial<EditInput>): Sample =>
  sample('staff-edit', name, (around) =>
    editModel({ guide, contentLang: 'ru', staffId: 1, may, ...change }, around),
  )

const about = (name: string, change: Partial<AboutPageInput>): Sample =>
  sample('staff-about', name, (around) =>
    aboutModel(
      { guide: null, title: '', request: null, topics: sampleTopics, owners: null, ...change },
      around,
    ),
  )

const asked: StaffRequest = {
  ...{ id: 4, cityId: sampleCity.id, words: 'Ауладағы тұрақтан орынды қалай аламын?', lang: 'kk' },
  ...{ title: 'Ауладағы тұрақтан орынды қалай аламын?', state: 'received', reason: '', guideId: null },
  ...{ guideSlug: null, waits: true, at: sampleAt, version: 1 },
}

const request = (name: string, change: Partial<StaffRequestInput>): Sample =>
  sample('staff-request', name, (around) =>
    staffRequestModel(
      {
        ...{ request: asked, citySlug: sampleCity.slug },
        guides: [{ id: 1, title: 'Пәтерде суық болса', published: false }],
        ...change,
      },
      { ...around, timeZone: 'Asia/Almaty' },
    ),
  )

export const writingSamples: Sample[] = [
  list('empty', {}),
  list('nothing', { rows: [listRow(1, {})], q: 'жоқ' }),
  list('full', {
    rows: [
      listRow(1, { unseen: 3 }),
      listRow(2, {
        texts: [{ lang: 'ru', state: 'review', title: longContent.title, publishedAt: null }],
        reviewedOn: null,
      }),
      listRow(3, { texts: [], ownerOfficeId: null }),
    ],
    ...{ done: 'published', letters: true },
  }),
  list('letters off', { done: 'noLetters', letters: false }),
  ...[false, true].map(
    (done): Sample => ({
      ...{ name: `guides/leave ${done ? 'done' : 'asked'}`, template: 'guides/leave', layout: 'public' },
      model: (place) => leaveLettersModel({ action: '#', done }, place),
    }),
  ),
  about('fresh', {}),
  about('fresh for a request', { request: asked, owners: [2] }),
  about('change', { guide, title: 'Пәтерде суық болса' }),
  about('errors', {
    back: {
      typed: { title: '', slug: 'а б' },
      errors: { title: 'writing:error.title', slug: 'writing:error.slug' },
    },
  }),
  about('conflict', { guide, title: 'Пәтерде суық болса', conflict: true }),
  sample('staff-show', 'full', (around) =>
    staffGuideModel({ guide, topics: sampleTopics, may, done: 'reviewed' }, around),
  ),
  sample('staff-show', 'empty', (around) =>
    staffGuideModel(
      { guide: fresh, topics: sampleTopics, may: { write: false, publish: false }, done: null },
      around,
    ),
  ),
  edit('draft', { done: 'saved' }),
  edit('empty', { guide: fresh, contentLang: 'kk' }),
  edit('review', { guide: { ...guide, texts: [waiting, text('kk'), text('ru')] } }),
  edit('own review', { guide: { ...guide, texts: [waiting, text('kk')] }, problem: 'own' }),
  edit('read only', { may: { write: false, publish: false } }),
  edit('errors', {
    back: {
      act: 'save',
      typed: { ...contentAsTyped(longContent), title: '', links: 'нет' },
      errors: { title: 'writing:error.title', links: 'writing:error.link' },
    },
  }),
  edit('note missing', {
    guide: { ...guide, texts: [waiting, text('ru')] },
    back: { act: 'withdraw', typed: { note: '' }, errors: { note: 'writing:error.note' } },
  }),
  edit('conflict', {
    back: { act: 'save', typed: { ...contentAsTyped(sampleContents.ru), revision: '2' }, errors: {} },
    problem: 'conflict',
  }),
  sample('staff-version', 'full', (around) =>
    versionModel({ guide, text: draft, before: text('ru') }, around),
  ),
  sample('staff-version', 'first', (around) =>
    versionModel({ guide, text: text('ru'), before: undefined }, around),
  ),
  sample('staff-requests', 'empty', (around) =>
    staffRequestsModel({ rows: [], done: null }, { ...around, timeZone: 'UTC' }),
  ),
  sample('staff-requests', 'full', (around) =>
    staffRequestsModel(
      { rows: [asked, { ...asked, id: 5, title: null, waits: false, state: 'declined' }], done: 'moved' },
      { ...around, timeZone: 'UTC' },
    ),
  ),
  request('fresh', {}),
  request('held', { request: { ...asked, title: null, guideId: 1 } }),
  request('errors', {
    back: { typed: { state: 'declined', reason: '' }, errors: { reason: 'writing:error.note' } },
  }),
  request('conflict', { problem: 'conflict' }),
  sample('staff-sought', 'empty', (around) => soughtModel([], around)),
  sample('staff-sought', 'full', (around) =>
    soughtModel([{ cityId: 1, words: 'паркинг двор', times: 12, lastOn: '2026-03-09' }], around),
  ),
]
