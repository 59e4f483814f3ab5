import type { Sample } from '../../../../platform/http/route.ts'
import type { CoverablePhoto } from '../../actions/cover-photo.ts'
import { type CoverInput, coverModel } from '../../photo-cover/page.ts'
import { erasedMark } from '../../public-text.ts'
import {
  answeredComplaint,
  openComplaint,
  sampleAnswer,
  sampleEntry,
  sampleReading,
} from '../sample-reading.ts'
import type { ComplaintRow } from '../show/queries.ts'
import { type DataInput, dataModel } from './own-data/page.ts'
import type { OwnData } from './own-data/queries.ts'
import { mineModel, type Returned, withdrawModel } from './pages.ts'
import { doneMessages } from './returned.ts'

const token = 'token'

const mine = (
  name: string,
  row: ComplaintRow,
  returned: Returned = {},
  query: Record<string, string> = {},
): Sample => ({
  name: `mine ${name}`,
  template: 'complaints/mine',
  layout: 'public',
  model: (place) => {
    const messages = [...(returned.messages ?? []), ...doneMessages(query, place.t)]
    return mineModel({ row, token, returned: { ...returned, messages } }, sampleReading(place))
  },
})

const long = 'Жөндеу жұмысы аяқталмаған. '.repeat(100)
const rejected: ComplaintRow = {
  ...answeredComplaint,
  status: 'rejected',
  answers: [{ ...sampleAnswer, outcome: 'refused', ground: 'not_competent' }],
}
const longAgo = Date.parse('2026-02-01T06:00:00Z')

const withdraw = (name: string, returned: Returned): Sample => ({
  name: `withdraw ${name}`,
  template: 'complaints/withdraw',
  layout: 'public',
  model: (place) => withdrawModel({ row: openComplaint, token, returned }, sampleReading(place)),
})

const own: OwnData = {
  number: openComplaint.number,
  channel: 'web',
  text: `${openComplaint.words?.text ?? ''} 8 705 123 45 67`,
  textLang: 'ru',
  replyLang: 'ru',
  address: 'ул. Абая, 10',
  landmark: '',
  answered: null,
  publicText: null,
  publicAddress: null,
  publicLandmark: null,
  consentVersion: '2026-11-22',
  lat: null,
  lon: null,
  visibility: 'public',
  publication: 'published',
  status: 'sent',
  receivedAt: new Date(openComplaint.receivedAt),
  open: true,
  contacts: { email: 'aigul@example.kz', phone: '+77051234567' },
  photos: (['public', 'covered', 'staff', 'moderator'] as const).map((state, index) => ({
    id: `00000000-0000-4000-8000-00000000000${index}`,
    role: 'before',
    shown: state === 'public' || state === 'covered',
    hiddenBy: state === 'staff' ? 'resident' : state === 'moderator' ? 'moderator' : null,
    areas: state === 'covered' ? [{ x: 10, y: 10, w: 20, h: 20 }] : null,
    createdAt: new Date(openComplaint.receivedAt),
    largeKey: '',
    originalLargeKey: null,
    smallWidth: 400,
    smallHeight: 300,
  })),
  originalWords: [],
  answers: [],
  activity: [],
}

const data = (name: string, change: Partial<OwnData>, more: Partial<DataInput> = {}): Sample => ({
  name: `data ${name}`,
  template: 'complaints/own-data',
  layout: 'public',
  model: (place) =>
    dataModel({ own: { ...own, ...change }, token, done: null, ...more }, sampleReading(place)),
})

const coverable: CoverablePhoto = {
  id: '00000000-0000-4000-8000-000000000001',
  largeKey: '',
  smallKey: '',
  width: 1600,
  height: 1200,
  smallWidth: 400,
  smallHeight: 300,
  originalLargeKey: null,
  originalSmallKey: null,
  areas: null,
  shown: true,
  hiddenBy: null,
}

const cover = (name: string, photo: Partial<CoverablePhoto>, more: Partial<CoverInput> = {}): Sample => ({
  name: `cover ${name}`,
  template: 'complaints/cover',
  layout: 'public',
  model: ({ t }) =>
    coverModel(
      {
        photo: { ...coverable, ...photo },
        n: 1,
        by: 'resident',
        intro: t('public:cover.intro', { days: 365 }),
        src: '/photo.jpg',
        action: '/cover',
        back: { href: '/back', label: t('common:nav.back') },
        crumbs: [],
        ...more,
      },
      t,
    ),
})

const area = { x: 10, y: 20, w: 30, h: 15 }

export const mineSamples: Sample[] = [
  data('open', {}),
  data('ended, changed', { open: false, status: 'closed' }, { done: 'correct' }),
  data('private, nothing left', {
    ...{
      visibility: 'staff',
      contacts: { email: null, phone: null },
      photos: [],
      text: erasedMark,
      address: '',
    },
    consentVersion: null,
  }),
  data(
    'errors',
    {},
    {
      back: {
        act: 'correct',
        form: {
          typed: { email: 'x', phone: '1', replyLang: 'kk' },
          errors: { email: 'filing:error.email', phone: 'filing:error.phone' },
        },
      },
    },
  ),
  data(
    'not confirmed',
    {},
    { back: { act: 'erase', form: { typed: {}, errors: { sure: 'public:data.error.sure' } } } },
  ),
  cover('fresh', {}),
  cover('tall, with areas', {
    width: 1200,
    height: 1600,
    areas: [area, { ...area, x: 50, by: 'moderator' }],
  }),
  cover('hidden by a moderator', { shown: false, hiddenBy: 'moderator' }),
  cover(
    'errors',
    {},
    {
      form: {
        typed: { x: '200', 'c0-1': '1', drawn: '', visible: 'staff' },
        errors: { x: 'public:cover.error.area' },
      },
    },
  ),
  cover('failed', {}, { failed: true }),
  cover(
    'for staff',
    { areas: [area] },
    {
      by: 'moderator',
      version: 3,
      form: { typed: { reason: '' }, errors: { reason: 'public:cover.error.reason' } },
    },
  ),
  mine('open', openComplaint),
  mine('held, seen by its resident', { ...openComplaint, publication: 'held', shown: false }),
  mine('answered', {
    ...answeredComplaint,
    looks: [
      {
        ...{ at: Date.parse('2026-03-06T05:00:00Z'), officeId: answeredComplaint.facts?.officeId ?? null },
        position: { kk: 'Бас маман', ru: 'Главный специалист', en: 'Chief specialist' },
      },
    ],
  }),
  mine('with a bad verdict', answeredComplaint, {
    form: {
      name: 'verdict',
      typed: { text: long, version: '5' },
      errors: { verdict: 'public:error.verdict', text: 'public:error.textLong' },
      photoErrors: ['2: HEIC'],
    },
  }),
  mine('refused', rejected),
  mine('too late to reopen', {
    ...answeredComplaint,
    status: 'closed',
    lastAnswerAt: longAgo,
    answers: [{ ...sampleAnswer, at: longAgo }],
  }),
  mine('confirmed', {
    ...answeredComplaint,
    status: 'confirmed',
    answers: [{ ...sampleAnswer, verdict: 'yes' }],
  }),
  mine('asked', {
    ...openComplaint,
    status: 'clarify',
    activity: [
      ...openComplaint.activity,
      sampleEntry({
        seq: 5,
        kind: 'asked',
        at: Date.parse('2026-03-05T05:00:00Z'),
        payload: { text: 'Қай кіреберіс?\nҚабатын да жазыңыз.', lang: 'kk' },
      }),
    ],
  }),
  mine('withdrawn', { ...openComplaint, status: 'withdrawn' }),
  mine(
    'after an addition that is held',
    openComplaint,
    {},
    { done: 'added', held: 'phone,link', refused: '2-heic' },
  ),
  mine('changed meanwhile', answeredComplaint, { messages: [{ text: '…', tone: 'warning' }] }),
  withdraw('asked', {}),
  withdraw('with a long reason', {
    form: {
      name: 'withdraw',
      typed: { text: long },
      errors: { text: 'public:error.textLong' },
      photoErrors: [],
    },
  }),
]
