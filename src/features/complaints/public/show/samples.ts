import type { Sample } from '../../../../platform/http/route.ts'
import {
  answeredComplaint,
  entries,
  openComplaint,
  sampleAnswer,
  sampleEntry,
  samplePhoto,
  sampleReading,
} from '../sample-reading.ts'
import { type NumberProblem, trackModel } from '../track.ts'
import { showModel } from './pages.ts'
import type { ComplaintRow, EntryRow } from './queries.ts'

const at = (iso: string): number => Date.parse(iso)
const due = { dueOn: '2026-04-03', dueAt: at('2026-04-03T18:59:59.999Z'), calendar: 'kz-2026.1' }
const longText = `${'Жаңбырдан кейін бүкіл көше су астында қалады. '.repeat(40)}\n\n${'Ұзынсөзүзіліссізжазылған'.repeat(12)}`

const complaint = (name: string, row: ComplaintRow): Sample => ({
  name: `complaint ${name}`,
  template: 'complaints/show',
  layout: 'public',
  model: (place) => showModel(row, sampleReading(place)),
})

/** Everything that everybody may not read is gone, as the query leaves it. */
const silent: Pick<ComplaintRow, 'words' | 'photos' | 'shown'> = { words: null, photos: [], shown: false }

const ended = (
  status: ComplaintRow['status'],
  last: EntryRow,
  more: Partial<ComplaintRow> = {},
): ComplaintRow => ({
  ...openComplaint,
  status,
  activity: [...openComplaint.activity, last],
  ...more,
})

const transferred = sampleEntry({
  seq: 5,
  kind: 'transferred',
  at: at('2026-03-06T05:00:00Z'),
  payload: {
    fromOfficeId: 1,
    toOfficeId: 2,
    reason: 'Жол аула ішінде, тұрғын үй бөлімінің құзыретінде.',
    late: true,
    ...due,
  },
})

/** Sent back, passed on, answered twice: the longest way there usually is. */
const travelled: ComplaintRow = {
  ...answeredComplaint,
  status: 'reopened',
  facts: {
    ...(openComplaint.facts as NonNullable<ComplaintRow['facts']>),
    officeId: 2,
    ruleId: null,
    transferCount: 1,
    reopenedCount: 1,
  },
  words: {
    ...(openComplaint.words as NonNullable<ComplaintRow['words']>),
    text: longText,
    address: 'Нұрсұлтан Назарбаев даңғылы мен Қазыбек би көшесінің қиылысы, 128/4, 2-ғимараттың артында',
  },
  photos: [...answeredComplaint.photos, samplePhoto(4, 'after'), samplePhoto(5, 'added')],
  activity: [
    ...answeredComplaint.activity.slice(0, 4),
    transferred,
    sampleEntry({
      seq: 6,
      kind: 'extended',
      at: at('2026-03-07T05:00:00Z'),
      officeId: 2,
      payload: { reason: 'Материал жеткізілуі кешікті.', ...due },
    }),
    sampleEntry({
      seq: 7,
      kind: 'recategorised',
      at: at('2026-03-07T06:00:00Z'),
      officeId: 2,
      payload: { categoryId: 11, fromCategoryId: 1, reason: '' },
    }),
    sampleEntry({
      seq: 8,
      kind: 'answered',
      at: sampleAnswer.at,
      officeId: 2,
      payload: { outcome: 'solved' },
    }),
    sampleEntry({
      seq: 9,
      kind: 'reopened',
      at: at('2026-03-10T05:00:00Z'),
      actor: 'resident',
      officeId: null,
      payload: { text: 'Шұңқырдың жартысы ғана жабылған.', photos: [samplePhoto(5, 'added').id], ...due },
    }),
    sampleEntry({
      seq: 10,
      kind: 'added',
      at: at('2026-03-10T06:00:00Z'),
      actor: 'resident',
      officeId: null,
      payload: { held: ['phone'] },
    }),
  ],
  answers: [
    { ...sampleAnswer, officeId: 2, verdict: 'no' },
    { ...sampleAnswer, no: 2, outcome: 'planned', plannedOn: '2026-03-20' },
  ],
}

const track = (name: string, number: string, problem: NumberProblem | null): Sample => ({
  name: `track ${name}`,
  template: 'complaints/track',
  layout: 'public',
  model: (place) => trackModel(sampleReading(place), { number, problem }),
})

export const showSamples: Sample[] = [
  complaint('accepted', openComplaint),
  complaint('answered with a photo of the repair', answeredComplaint),
  complaint('reopened, long', travelled),
  complaint('without photo, point and address', {
    ...openComplaint,
    photos: [],
    words: {
      text: 'Жарық жоқ.',
      textLang: 'kk',
      address: '',
      landmark: '',
      answered: null,
      lat: null,
      lon: null,
      edited: false,
      written: null,
    },
  }),
  complaint('late', { ...openComplaint, dueOn: '2026-03-04', dueAt: at('2026-03-04T18:59:59.999Z') }),
  complaint(
    'planned',
    ended(
      'planned',
      sampleEntry({
        seq: 5,
        kind: 'planned',
        at: at('2026-03-05T05:00:00Z'),
        payload: { plannedOn: '2026-03-20', text: 'Жоспарға енгізілді.', lang: 'kk' },
      }),
      { plannedOn: '2026-03-20' },
    ),
  ),
  complaint(
    'with a question to the resident',
    ended(
      'clarify',
      sampleEntry({
        seq: 5,
        kind: 'asked',
        at: at('2026-03-05T05:00:00Z'),
        payload: { text: 'Қай кіреберіс?', lang: 'kk' },
      }),
    ),
  ),
  complaint('held', {
    ...openComplaint,
    ...silent,
    publication: 'held',
    activity: [
      entries.filed,
      sampleEntry({
        seq: 2,
        kind: 'held',
        at: entries.filed.at,
        actor: 'system',
        officeId: null,
        payload: { reasons: ['phone', 'link'] },
      }),
    ],
  }),
  complaint('hidden', {
    ...answeredComplaint,
    ...silent,
    publication: 'hidden',
    activity: [
      ...answeredComplaint.activity,
      sampleEntry({
        seq: 6,
        kind: 'hidden',
        at: at('2026-03-10T05:00:00Z'),
        officeId: null,
        payload: { reason: 'Мәтінде балағат сөз бар.' },
      }),
    ],
  }),
  complaint('for staff only', {
    ...openComplaint,
    ...silent,
    visibility: 'staff',
    facts: null,
    activity: [],
    answers: [],
  }),
  complaint(
    'merged',
    ended(
      'merged',
      sampleEntry({
        seq: 5,
        kind: 'merged',
        at: at('2026-03-05T05:00:00Z'),
        payload: { intoNumber: '260300000017' },
      }),
      { mergedInto: '260300000017' },
    ),
  ),
  complaint(
    'forwarded outside',
    ended(
      'forwarded',
      sampleEntry({
        seq: 5,
        kind: 'forwarded',
        at: at('2026-03-05T05:00:00Z'),
        payload: { to: 'ҚР Көлік министрлігі', reason: 'Республикалық маңызы бар жол.' },
      }),
    ),
  ),
  complaint(
    'rejected',
    ended(
      'rejected',
      sampleEntry({
        seq: 5,
        kind: 'refused',
        at: sampleAnswer.at,
        payload: { ground: 'private_matter', text: 'Дау сотта қаралады.', lang: 'kk' },
      }),
      {
        lastAnswerAt: sampleAnswer.at,
        answers: [
          { ...sampleAnswer, outcome: 'refused', ground: 'private_matter', text: 'Дау сотта қаралады.' },
        ],
      },
    ),
  ),
  complaint(
    'withdrawn',
    ended(
      'withdrawn',
      sampleEntry({
        seq: 5,
        kind: 'withdrawn',
        at: at('2026-03-05T05:00:00Z'),
        actor: 'resident',
        officeId: null,
        payload: { text: 'Өзіміз шештік.' },
      }),
    ),
  ),
  track('empty', '', null),
  track('typing error', '2603-1234-5675', 'typo'),
  track('no such number', '2603-1234-5674', 'missing'),
]
