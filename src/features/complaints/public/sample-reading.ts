import { Temporal } from 'temporal-polyfill'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import type { AreaShape, City } from '../../city/index.ts'
import { sampleCity, sampleDirectory } from '../sample-city.ts'
import type { Reading } from './reading.ts'
import type { AnswerRow, ComplaintRow, EntryRow, PhotoRow } from './show/queries.ts'

/** Where and when the examples of public pages are read: a city with drawn districts, 11 March 2026. */

const box = (west: number, east: number): AreaShape => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 49.91],
      [east, 49.91],
      [east, 49.99],
      [west, 49.99],
      [west, 49.91],
    ],
  ],
})

const drawnCity: City = {
  ...sampleCity,
  profile: {
    ...sampleCity.profile,
    outline: box(82.51, 82.69),
    lines: [
      {
        kind: 'river',
        names: { kk: 'Ертіс', ru: 'Иртыш', en: 'Irtysh' },
        coordinates: [
          [82.5, 49.96],
          [82.6, 49.94],
          [82.7, 49.97],
        ],
      },
    ],
    links: [
      {
        label: {
          kk: 'eOtinish: ресми жолдам',
          ru: 'eOtinish: официальное обращение',
          en: 'eOtinish: formal appeal',
        },
        url: 'https://eotinish.kz',
      },
    ],
  },
  areas: sampleCity.areas.map((area, index) => ({
    ...area,
    shape: index === 0 ? box(82.52, 82.6) : box(82.6, 82.68),
  })),
}

export const sampleNow = Date.parse('2026-03-11T07:00:00Z')

export const sampleReading = (
  { lang, t }: { lang: Lang; t: Translate },
  city: City = drawnCity,
): Reading => ({
  city,
  lang,
  t,
  directory: sampleDirectory,
  calendar: { version: 'kz-2026.1', off: new Set(['2026-03-09', '2026-03-23']), work: new Set() },
  now: sampleNow,
  today: Temporal.PlainDate.from('2026-03-11'),
  timeZone: 'Asia/Almaty',
  origin: 'https://portal.example',
})

const at = (iso: string): number => Date.parse(iso)
const due = { dueOn: '2026-03-25', dueAt: at('2026-03-25T18:59:59.999Z'), calendar: 'kz-2026.1' }

export const samplePhoto = (n: number, role: PhotoRow['role'], more: Partial<PhotoRow> = {}): PhotoRow => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  role,
  answerNo: role === 'after' ? 1 : null,
  width: 400,
  height: 300,
  public: true,
  ...more,
})

const entry = <Kind extends EntryRow['kind']>(
  row: Omit<Extract<EntryRow, { kind: Kind }>, 'officeId' | 'actor'> & { kind: Kind } & Partial<EntryRow>,
): EntryRow => ({ actor: 'staff', officeId: 1, ...row }) as EntryRow

const filed = entry({
  seq: 1,
  kind: 'filed',
  at: at('2026-03-02T04:10:00Z'),
  actor: 'resident',
  officeId: null,
  payload: { photos: [] },
})
const registered = entry({
  seq: 2,
  kind: 'registered',
  at: filed.at,
  actor: 'system',
  officeId: null,
  payload: { registeredOn: '2026-03-02' },
})
const sent = entry({
  seq: 3,
  kind: 'sent',
  at: filed.at,
  actor: 'system',
  officeId: null,
  payload: { officeId: 1, ruleId: 1, ...due },
})
const accepted = entry({ seq: 4, kind: 'accepted', at: at('2026-03-02T09:00:00Z'), payload: {} })

export const entries = { filed, registered, sent, accepted }
export { entry as sampleEntry }

/** A pothole that an office has just accepted. */
export const openComplaint: ComplaintRow = {
  id: 7,
  number: '260312345674',
  cityId: 1,
  status: 'accepted',
  publication: 'published',
  concealed: [],
  visibility: 'public',
  shown: true,
  version: 4,
  receivedAt: filed.at,
  dueOn: due.dueOn,
  dueAt: due.dueAt,
  plannedOn: null,
  lastAnswerAt: null,
  verdict: null,
  mergedInto: null,
  reporters: 3,
  supportCount: 0,
  supportUnconfirmed: 0,
  facts: {
    channel: 'web',
    categoryId: 1,
    districtId: 1,
    officeId: 1,
    ruleId: 1,
    registeredOn: '2026-03-02',
    transferCount: 0,
    reopenedCount: 0,
  },
  words: {
    text: 'Аулаға кіреберісте үлкен шұңқыр бар.\nКеше бір көлік дөңгелегін жарып алды.',
    textLang: 'kk',
    address: 'Абай көшесі, 12',
    landmark: '3-мектептің қарсысында',
    answered: null,
    lat: 49.95,
    lon: 82.55,
    edited: false,
    written: null,
  },
  photos: [samplePhoto(1, 'before'), samplePhoto(2, 'before')],
  activity: [filed, registered, sent, accepted],
  answers: [],
}

const solved: AnswerRow = {
  no: 1,
  custodyNo: 1,
  officeId: 1,
  outcome: 'solved',
  text: 'Шұңқыр жөнделді, жабын қалпына келтірілді. Жұмыстан кейінгі сурет қоса берілді.',
  lang: 'kk',
  ground: null,
  plannedOn: null,
  at: at('2026-03-09T06:00:00Z'),
  verdict: null,
  position: { kk: 'Бөлім басшысы', ru: 'Руководитель отдела', en: 'Head of division' },
}

export { solved as sampleAnswer }

const answered = entry({
  seq: 5,
  kind: 'answered',
  at: solved.at,
  payload: { outcome: 'solved', text: solved.text, lang: 'kk', photos: [] },
})

/** The same pothole with an answer and a picture of the repair. */
export const answeredComplaint: ComplaintRow = {
  ...openComplaint,
  status: 'answered',
  version: 5,
  lastAnswerAt: solved.at,
  photos: [...openComplaint.photos, samplePhoto(3, 'after')],
  activity: [...openComplaint.activity, answered],
  answers: [solved],
}
