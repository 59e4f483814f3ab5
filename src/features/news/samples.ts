import type { Sample } from '../../platform/http/route.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { sampleCity, sampleDirectory } from '../complaints/index.ts'
import { type Doc, noTexts } from './doc.ts'
import { typedOf } from './forms.ts'
import { type NewsListInput, newsListModel } from './public/list-page.ts'
import { newsShowModel } from './public/show-page.ts'
import { staticPageModel } from './public/static-page.ts'
import type { Surroundings } from './public/words.ts'
import type { ShownRow, StaffRow, VersionRow } from './queries.ts'
import { type EditInput, editModel } from './staff/edit-page.ts'
import type { Editing } from './staff/editing.ts'
import { staffListModel } from './staff/list-page.ts'
import { previewModel } from './staff/preview-page.ts'
import { versionsModel } from './staff/versions-page.ts'

type Place = { lang: Lang; t: Translate }

const at = Date.parse('2026-03-09T05:00:00Z')
const pictureId = '00000000-0000-4000-8000-000000000001'
const picture = { id: pictureId, width: 1600, height: 1067, smallWidth: 400, smallHeight: 267 }
const long = 'Көшелерді қысқа дайындау жұмыстары туралы толық мәлімет және кесте. '

const doc: Doc = {
  title: {
    kk: 'Қар түскенде аулаларды кім тазалайды',
    ru: 'Кто чистит дворы, когда выпал снег',
    en: 'Who clears yards after snow',
  },
  lead: {
    kk: 'Алдымен мектептер, содан кейін аулалар.',
    ru: 'Сначала школы, затем дворы.',
    en: 'Schools first, then yards.',
  },
  body: {
    kk: '# Ретімен\n- көшелер\n- мектептер\n\nТолығырақ: https://example.kz/qys немесе kense@example.kz.',
    ru: '# По порядку\n- улицы\n- школы\n\nПодробнее: https://example.kz/qys или kense@example.kz.',
    en: '# In order\n- streets\n- schools\n\nMore: https://example.kz/qys or kense@example.kz.',
  },
  day: '2026-03-09',
  category: 'snow',
  source: { name: 'Қала әкімдігі', url: 'https://example.kz' },
  picture: {
    id: pictureId,
    alt: { kk: 'Қар тазалайтын көлік', ru: 'Снегоуборочная машина', en: 'A snow plough' },
    credit: 'А. Серікова',
  },
}
const onlyKazakh: Doc = {
  ...doc,
  title: { ...noTexts, kk: long.repeat(2).trim() },
  lead: { ...noTexts, kk: long.repeat(4).trim() },
  body: { ...noTexts, kk: `${long.repeat(20)}\n\n${'өтеұзынсөз'.repeat(20)}` },
  category: null,
  source: null,
  picture: null,
}

const shown = (id: number, words: Doc, more: Partial<ShownRow> = {}): ShownRow => ({
  ...{ id, doc: words, office_id: 1, shown_at: new Date(at), published_at: new Date(at), picture: null },
  ...more,
})
const rows = [
  shown(3, doc, { picture }),
  shown(2, onlyKazakh, { office_id: null }),
  shown(1, { ...doc, picture: null }),
]
const archive = {
  months: [
    { month: '2026-03', count: 14 },
    { month: '2026-02', count: 1 },
  ],
  categories: [{ category: 'snow', count: 3 }],
}

const around = ({ lang, t }: Place): Surroundings => ({
  ...{ city: sampleCity, directory: sampleDirectory, lang, t, origin: 'https://portal.example' },
})
const anywhere = { month: null, category: null, page: 1 }

const list = (name: string, input: Omit<NewsListInput, 'around'>): Sample => ({
  ...{ name: `news/list ${name}`, template: 'news/list', layout: 'public' },
  model: (place) => newsListModel({ around: around(place), ...input }),
})
const show = (name: string, row: ShownRow, related: ShownRow[]): Sample => ({
  ...{ name: `news/show ${name}`, template: 'news/show', layout: 'public' },
  model: (place) => newsShowModel({ around: around(place), row, related }),
})

const editing = ({ lang, t }: Place, role: 'city_admin' | 'auditor' = 'city_admin'): Editing => ({
  ...{ city: sampleCity, directory: sampleDirectory, lang, t, today: '2026-03-11' },
  staff: { id: 1, roles: [{ cityId: sampleCity.id, officeId: null, role }] },
  scope: { cityId: sampleCity.id, offices: null },
})
const staffRow = (more: Partial<StaffRow> = {}): StaffRow => ({
  ...{
    id: 3,
    kind: 'news',
    code: null,
    officeId: 1,
    state: 'published',
    version: 4,
    doc,
    shown: doc,
    shownAt: at,
  },
  ...more,
})
const versions: VersionRow[] = [
  { version: 4, act: 'published', doc, at, by: 'Айгүл Серікова', reason: '' },
  {
    version: 3,
    act: 'withdrawn',
    doc: { ...doc, body: onlyKazakh.body },
    at: at - 1e7,
    by: 'Айгүл Серікова',
    reason: 'Қате бар',
  },
  { version: 2, act: 'changed', doc: onlyKazakh, at: at - 2e7, by: null, reason: '' },
]

const edit = (name: string, change: Partial<EditInput>, role?: 'auditor'): Sample => ({
  ...{ name: `news/edit ${name}`, template: 'news/edit', layout: 'staff' },
  model: (place) =>
    editModel({
      ...{
        editing: editing(place, role),
        kind: 'news',
        row: staffRow(),
        code: null,
        typed: typedOf(doc),
        errors: {},
      },
      ...{ authors: [null, 1], publicHref: null },
      ...change,
    }),
})

export const newsSamples: Sample[] = [
  list('full', { params: anywhere, rows, total: 40, archive }),
  list('of a month', {
    params: { month: '2026-02', category: 'snow', page: 1 },
    rows: [],
    total: 0,
    archive,
  }),
  list('empty', { params: anywhere, rows: [], total: 0, archive: { months: [], categories: [] } }),
  show('full', shown(3, doc, { picture, shown_at: new Date(at + 3 * 86_400_000) }), rows),
  show('not translated', shown(2, onlyKazakh), []),
  {
    ...{ name: 'news/page full', template: 'news/page', layout: 'public' },
    model: (place) =>
      staticPageModel(
        {
          row: { code: 'partners', version: 2, doc, shown_at: new Date(at) },
          others: [{ href: '/kk/x/about', label: 'Портал' }],
        },
        around(place),
      ),
  },
  {
    ...{ name: 'news/page not translated', template: 'news/page', layout: 'public' },
    model: (place) =>
      staticPageModel(
        { row: { code: 'method', version: 1, doc: onlyKazakh, shown_at: new Date(at) }, others: [] },
        around(place),
      ),
  },
  {
    ...{ name: 'news/staff list', template: 'news/staff-list', layout: 'staff' },
    model: (place) =>
      staffListModel({
        ...{ editing: editing(place), kind: 'news', mayBegin: true, done: 'withdrawn', standard: [] },
        rows: [
          staffRow(),
          staffRow({ id: 2, state: 'draft', shown: null, doc: onlyKazakh, officeId: null }),
          staffRow({ id: 1, state: 'withdrawn', shown: null }),
          staffRow({ id: 4, doc: onlyKazakh }),
        ],
        cities: [{ href: '/staff/news/x', label: 'Басқақала' }],
      }),
  },
  {
    ...{ name: 'news/staff list, pages', template: 'news/staff-list', layout: 'staff' },
    model: (place) =>
      staffListModel({
        ...{ editing: editing(place), kind: 'page', mayBegin: true, done: null, rows: [], cities: [] },
        standard: [{ code: 'about', title: doc.title, lead: noTexts, body: doc.body }],
      }),
  },
  {
    ...{ name: 'news/staff list, empty', template: 'news/staff-list', layout: 'staff' },
    model: (place) =>
      staffListModel({
        ...{
          editing: editing(place, 'auditor'),
          kind: 'news',
          mayBegin: false,
          done: null,
          rows: [],
          cities: [],
          standard: [],
        },
      }),
  },
  edit('new', { row: null, typed: {} }),
  edit('new page', { row: null, kind: 'page', code: 'about' }),
  edit('saved', { done: 'saved' }),
  edit('reading only', {}, 'auditor'),
  edit('everything wrong', {
    typed: { ...typedOf(onlyKazakh), code: 'Ә', reason: '' },
    kind: 'page',
    row: staffRow({ kind: 'page', code: 'partners' }),
    errors: {
      code: 'news:error.code',
      title_kk: 'news:error.titleKk',
      body_ru: 'news:error.long',
      alt_kk: 'news:error.alt',
    },
    pictureError: 'JPEG, PNG, WebP',
    withdrawError: '…',
  }),
  edit('conflict', { conflict: onlyKazakh }),
  {
    ...{ name: 'news/versions', template: 'news/versions', layout: 'staff' },
    model: (place) =>
      versionsModel({ editing: editing(place), row: staffRow(), versions, wanted: 3, mayWrite: true }),
  },
  {
    ...{ name: 'news/versions, one', template: 'news/versions', layout: 'staff' },
    model: (place) =>
      versionsModel({
        editing: editing(place),
        row: staffRow(),
        versions: versions.slice(2),
        wanted: null,
        mayWrite: false,
      }),
  },
  {
    ...{ name: 'news/preview', template: 'news/preview', layout: 'staff' },
    model: (place) =>
      previewModel({ editing: editing(place), row: staffRow(), picture }, 'https://portal.example'),
  },
]
