import type { Sample } from '../../../platform/http/route.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'
import type { Alongside } from '../inbox/alongside.ts'
import { keyRows } from '../inbox/settings/page.ts'
import { answerSamples } from './answer/samples.ts'
import type { Trouble } from './complaint-facts.ts'
import { type DeskDuplicates, noDuplicates } from './duplicates.ts'
import { noticeSamples } from './notices/samples.ts'
import { complaintModel } from './pages.ts'
import { paperSamples } from './paper/samples.ts'
import type { DeskRow } from './queries.ts'
import { entry, type Place, sampleCase, sampleRow } from './sample-case.ts'

const alike: DeskDuplicates = {
  candidates: ([12, null] as const).map((metres, index) => ({
    id: 2 + index,
    number: index === 0 ? '260312345681' : '260312345699',
    status: 'sent',
    categoryId: 1,
    text: 'Осы жердегі шұңқыр, үлкен',
    textLang: 'kk',
    address: 'Абай көшесі, 14',
    receivedAt: Date.parse('2026-03-01T07:00:00Z'),
    photoId: null,
    metres,
    street: metres === null ? 'house' : null,
    photo: index === 0,
    score: 0.92 - index / 3,
  })),
  photosIn: ['260312345681'],
}

const readyTexts = [
  { id: 1, purpose: 'solved', title: 'Шұңқыр жөнделді', text: '{{address}}: шұңқыр жөнделді, ___.' },
  {
    id: 2,
    purpose: 'explained',
    title: 'Бұл біздің иелікте емес',
    text: 'Бұл жол {{office}} иелігінде емес.',
  },
]

/** Somebody else is answering, and the keys are on. */
const sampleAlongside = (t: Translate): Alongside => ({
  acted: t('inbox:done.acted', { number: '2603-1234-5681' }),
  answering: t('inbox:answering', { name: 'Айгүл Серікқызы' }),
  answeringAction: '/staff',
  keys: {
    list: keyRows(t),
    page: '/staff',
    inbox: '/staff',
    assign: '/staff',
    status: '/staff',
    reply: '/staff',
    note: '/staff',
  },
})

const complaint =
  (change: Partial<DeskRow>, wanted: string | null, trouble: Trouble | null, done: string | null = null) =>
  (place: Place) =>
    complaintModel({
      ...sampleCase(change, {
        duplicates: wanted === 'merge' ? alike : noDuplicates,
        templates: wanted === 'answer' ? readyTexts : [],
        ...(wanted === 'answer' ? { alongside: sampleAlongside(place.t) } : {}),
      })(place),
      wanted,
      done,
      trouble,
    })

const show = { template: 'desk/show', layout: 'staff' } as const
const longText = 'Көше жарығы мүлдем жанбайды. '.repeat(60)

const asked = (kind: string, payload: object) => [
  ...sampleRow.activity,
  { ...entry(6, kind, 'staff', payload, false), staff_id: 7 },
]

export const deskSamples: Sample[] = [
  ...answerSamples,
  ...noticeSamples,
  ...paperSamples,
  ...(['extend', 'helper', 'split', 'forward', 'ask'] as const).map((act) => ({
    ...show,
    name: `desk/show ${act}`,
    model: complaint({}, act, null),
  })),
  {
    ...show,
    name: 'desk/show decide extension',
    model: complaint(
      {
        activity: asked('extension_asked', {
          dueOn: '2026-04-20',
          reason: 'Ауа райы жаңбырлы',
          as: 'executor',
        }),
      },
      'decide-extension',
      null,
    ),
  },
  {
    ...show,
    name: 'desk/show parts and helpers',
    model: complaint(
      {
        split_from: '260312345681',
        parts: [{ number: '260312345699', status: 'sent', officeId: 2 }],
        activity: [
          ...sampleRow.activity,
          entry(6, 'helper_asked', 'staff', { officeId: 2, reason: 'Су құбыры' }, false),
        ],
      },
      'answer',
      null,
    ),
  },
  { ...show, name: 'desk/show', model: complaint({}, null, null) },
  { ...show, name: 'desk/show answer', model: complaint({}, 'answer', null) },
  { ...show, name: 'desk/show transfer', model: complaint({}, 'transfer', null) },
  { ...show, name: 'desk/show plan', model: complaint({}, 'plan', null) },
  { ...show, name: 'desk/show merge', model: complaint({}, 'merge', null) },
  {
    ...show,
    name: 'desk/show merged',
    model: complaint({ status: 'merged' }, 'unmerge', null),
  },
  { ...show, name: 'desk/show refuse', model: complaint({}, 'refuse', null) },
  {
    ...show,
    name: 'desk/show done',
    model: complaint(
      { activity: [...sampleRow.activity, entry(6, 'noted', 'staff', { text: 'Звонил' }, false)] },
      null,
      null,
      'note',
    ),
  },
  {
    ...show,
    name: 'desk/show held',
    model: complaint(
      {
        publication: 'held',
        activity: [...sampleRow.activity, entry(6, 'held', 'system', { reasons: ['phone', 'link'] })],
      },
      'publish',
      null,
    ),
  },
  {
    ...show,
    name: 'desk/show held words',
    model: complaint(
      {
        words_held: true,
        address: '',
        lat: 49.95,
        lon: 82.6,
        activity: [
          ...sampleRow.activity,
          entry(6, 'assigned', 'staff', { staffId: 1 }, false),
          entry(7, 'added', 'resident', { text: 'Маған 8 705 123 45 67 қоңырау шалыңыз', held: ['phone'] }),
        ],
      },
      'publish',
      null,
    ),
  },
  {
    ...show,
    name: 'desk/show long',
    model: complaint({ text: longText, address: 'Абай көшесі, 12 '.repeat(10) }, 'note', null),
  },
  {
    ...show,
    name: 'desk/show errors',
    model: complaint({}, 'answer', {
      kind: 'form',
      typed: { text: 'Сделано', version: '5' },
      errors: {
        text: 'desk:error.textShort',
        outcome: 'desk:error.outcomeMissing',
        photos: 'desk:error.photoMissing',
      },
    }),
  },
  {
    ...show,
    name: 'desk/show conflict',
    model: complaint({}, 'answer', {
      kind: 'conflict',
      typed: { text: 'Шұңқыр жөнделді, жол ашық.' },
      since: 4,
    }),
  },
  {
    ...show,
    name: 'desk/show nothing to do any more',
    model: complaint({ status: 'withdrawn' }, 'answer', {
      kind: 'form',
      typed: { text: 'Сделано', version: '5' },
      errors: { text: 'desk:error.textShort' },
    }),
  },
  {
    ...show,
    name: 'desk/show unrouted',
    model: complaint(
      { status: 'registered', office_id: null, due_on: null, due_at: null, category_id: null },
      'send',
      null,
    ),
  },
]
