import { Temporal } from 'temporal-polyfill'
import type { Sample } from '../../platform/http/route.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import {
  type Draft,
  emptyDraft,
  type Filer,
  type Similar,
  sampleCity,
  sampleDirectory,
} from '../complaints/index.ts'
import { byKeywords } from '../guesses/index.ts'
import { callBacksModel } from './call-backs/page.ts'
import type { CallBackRow } from './call-backs/queries.ts'
import { consultationsModel } from './consultations/page.ts'
import { type EndedInput, endedModel, slipModel } from './talk/ended-page.ts'
import { TalkForm } from './talk/forms.ts'
import { type TalkInput, talkModel } from './talk/page.ts'
import type { PanelInput } from './talk/panel.ts'
import type { CaseRow, DeskState, Talk } from './talk/queries.ts'

const at = Temporal.Instant.from('2026-03-11T07:00:00Z')
const now = at.epochMilliseconds
const number = '260304831728'
const id = '00000000-0000-4000-8000-000000000001'
const token = 'A'.repeat(22)
const long =
  'Ауладағы қоқыс бір аптадан бері шығарылмай жатыр, балалар ойнайтын алаңның дәл жанында. '.repeat(8)

type Place = { lang: Lang; t: Translate }

const filerOf = ({ lang, t }: Place): Filer => ({
  ...{ lang, t, city: sampleCity, directory: sampleDirectory, guess: byKeywords },
})

const empty: DeskState = { deviceKey: 'A'.repeat(43), talks: [], callBacks: { open: 0, due: 0, overdue: 0 } }
const busy: DeskState = {
  deviceKey: 'A'.repeat(43),
  talks: [
    { id, channel: 'phone', heldAt: null, startedAt: now - 75_000, words: 'Шұңқыр, мектептің жанында' },
    {
      id: id.replace(/1$/, '2'),
      channel: 'letter',
      heldAt: now - 600_000,
      startedAt: now - 900_000,
      words: long,
    },
    { id: id.replace(/1$/, '3'), channel: 'front_office', heldAt: null, startedAt: now, words: '' },
  ],
  callBacks: { open: 4, due: 2, overdue: 1 },
}

const talk: Talk = {
  ...{
    id,
    channel: 'phone',
    startedAt: now - 75_000,
    heldAt: null,
    secondsBefore: 0,
    runningSince: now - 75_000,
  },
  ...{ endedAt: null, outcome: null, details: null },
}

const panel: PanelInput = {
  hints: [],
  ...{ number: '', numberProblem: null, found: null, office: '', at },
  calendar: { version: 'kz', off: new Set(), work: new Set() },
}

const caseRow: CaseRow = {
  ...{ number, status: 'in_work', category_id: 1, office_id: 1, address: 'Абай көшесі, 12' },
  ...{ received_at: now - 3 * 86_400_000, due_on: '2026-04-01' },
}

const draft: Draft = {
  ...{
    id: Buffer.alloc(32),
    token,
    cityId: 1,
    createdAt: now,
    hashes: [],
    version: '1',
    fingerprint: 'seen',
  },
  data: { ...emptyDraft, text: long },
  photos: [{ id, smallKey: 'k', width: 400, height: 300, shown: false, covered: false }],
}

const similar: Similar = {
  ...{
    id: 1,
    number,
    status: 'in_work',
    categoryId: 1,
    text: 'Мектептің жанында терең шұңқыр',
    textLang: 'kk',
  },
  ...{ address: 'Абай көшесі, 12', receivedAt: now - 86_400_000, photoId: null, metres: null },
  ...{ street: 'house', photo: false, score: 0.8, now },
}

const typed = TalkForm.parse({
  ...{ channel: 'phone', caller: '8 705 123 45 67', text: 'Жолдағы шұңқырлар, мектептің қақпасы алдында' },
  ...{ category: 'pothole', address: 'Абай көшесі, 12', district: 'west', wish: 'phone', readOut: '1' },
})

const talkSample = (name: string, change: Partial<TalkInput>): Sample => ({
  name: `operator/talk ${name}`,
  template: 'operator/talk',
  layout: 'staff',
  model: (place) =>
    talkModel({
      ...{
        filer: filerOf(place),
        say: place.t,
        state: empty,
        talk: null,
        fields: TalkForm.parse({}),
        draft: null,
      },
      ...{ similar: [], earlier: null, matches: null, scans: [], panel, key: token, now },
      ...{ sayIn: { kk: place.t, ru: place.t } },
      ...change,
    }),
})

const complaint = {
  ...{ number, status: 'sent', publication: 'published', visibility: 'public', receivedAt: now },
  ...{ registeredOn: '2026-03-11', dueOn: '2026-04-03', firstAnswerAt: null, officeId: 1, categoryId: 1 },
  ...{ districtId: 1, rule: null, heldFor: [], hasEmail: false },
}

const endedSample = (name: string, ended: EndedInput['ended']): Sample => ({
  name: `operator/ended ${name}`,
  template: 'operator/ended',
  layout: 'staff',
  model: (place) =>
    endedModel({
      ...{ filer: filerOf(place), say: { kk: place.t, ru: place.t }, state: busy, talkId: id, seconds: 95 },
      ...{ replyLang: 'ru', ended },
    }),
})

const callBack: CallBackRow = {
  ...{
    id,
    reason: 'Су қашан келетінін айту',
    lang: 'kk',
    dueAt: now - 60_000,
    tries: 0,
    isOverdue: false,
    wroteName: 'Әсел',
  },
  ...{ takenName: null, isTaken: false, contact: null, doneAt: null, doneName: null },
}

const callBacks = (name: string, open: CallBackRow[], done: CallBackRow[]): Sample => ({
  name: `operator/call-backs ${name}`,
  template: 'operator/call-backs',
  layout: 'staff',
  model: (place) =>
    callBacksModel({
      ...{ filer: filerOf(place), state: busy, rows: { open, done }, now },
      message: open.length === 0 ? null : { text: place.t('operator:callBacks.said.take'), tone: 'success' },
    }),
})

const consultations = (name: string, rows: Parameters<typeof consultationsModel>[0]['rows']): Sample => ({
  name: `operator/consultations ${name}`,
  template: 'operator/consultations',
  layout: 'staff',
  model: (place) =>
    consultationsModel({
      ...{ filer: filerOf(place), state: empty, rows, period: { from: '2026-02-10', to: '2026-03-11' } },
      outcomes: new Map(
        rows.length === 0
          ? []
          : [
              ['filed', 12],
              ['joined', 3],
              ['answered', 30],
            ],
      ),
    }),
})

export const operatorSamples: Sample[] = [
  talkSample('empty', {}),
  talkSample('after a hold', { message: { text: 'OK', tone: 'success' } }),
  talkSample('full', {
    ...{ state: busy, talk, fields: typed, draft, similar: [similar], earlier: [caseRow, caseRow] },
    panel: { ...panel, number, found: caseRow, office: 'газ' },
    matches: [{ value: 'Абай көшесі, 12', hint: '' }],
  }),
  talkSample('danger and long words', {
    ...{
      state: busy,
      talk: { ...talk, channel: 'letter', heldAt: now, runningSince: null, secondsBefore: 75 },
    },
    fields: {
      ...typed,
      channel: 'letter',
      category: 'gas',
      text: long,
      wish: 'email',
      letterOn: '2026-03-01',
    },
    earlier: [],
    scans: [{ id, bytes: 184_320 }],
    panel: { ...panel, number: '1', numberProblem: 'shape', office: 'жоқ' },
  }),
  talkSample('read back', { state: busy, talk, fields: typed, draft, isReadBack: true }),
  talkSample('errors', {
    talk,
    fields: { ...typed, text: 'Су', address: '', phone: '12' },
    errors: {
      ...{ text: 'operator:error.textShort', address: 'operator:error.place', phone: 'operator:error.phone' },
      ...{
        readOut: 'operator:error.readOut',
        callDay: 'operator:error.callDay',
        answer: 'operator:error.answer',
      },
    },
    photoErrors: 'X',
    panel: { ...panel, number, numberProblem: 'none' },
  }),
  talkSample('questions and a point', {
    ...{ state: busy, talk, isReadBack: true },
    fields: {
      ...{ ...typed, otherCategory: 'bus', category: '', replyLang: 'kk', lat: '49.95', lon: '82.6' },
      answers: { 'bus--route': '-', 'bus--what': 'late' },
    },
    errors: { 'bus--route': 'operator:error.answerLong', point: 'filing:error.outside' },
  }),
  talkSample('typing error', {
    fields: { ...typed, category: 'violence' },
    panel: { ...panel, number: '260304831729', numberProblem: 'typing-error' },
  }),
  endedSample('filed', { kind: 'filed', complaint, hasPhone: true }),
  endedSample('held, by e-mail', {
    kind: 'filed',
    complaint: { ...complaint, publication: 'held', hasEmail: true, officeId: null, dueOn: null },
    hasPhone: false,
  }),
  endedSample('joined', { kind: 'joined', number, reporters: 3 }),
  {
    name: 'operator/slip',
    template: 'operator/slip',
    layout: 'staff',
    model: (place) =>
      slipModel({
        ...{
          filer: filerOf(place),
          say: place.t,
          replyLang: 'kk',
          talkId: id,
          complaint,
          secretToken: token,
        },
        publicUrl: 'https://portal.example.kz',
      }),
  },
  callBacks('empty', [], []),
  callBacks(
    'full',
    [
      {
        ...callBack,
        isOverdue: true,
        dueAt: now - 3_600_000,
        contact: { phone: '+77051234567', name: 'Айгүл' },
        tries: 2,
      },
      { ...callBack, id: id.replace(/1$/, '2'), reason: long, isTaken: true, takenName: 'Марат' },
      { ...callBack, id: id.replace(/1$/, '3'), dueAt: now + 3_600_000, wroteName: null },
    ],
    [{ ...callBack, doneAt: now, doneName: 'Марат' }],
  ),
  consultations('empty', []),
  consultations('full', [
    { day: '2026-03-10', channel: 'phone', category_id: 1, count: 20, seconds: 1500, measured: 18 },
    { day: '2026-03-11', channel: 'front_office', category_id: null, count: 7, seconds: 0, measured: 0 },
    { day: '2026-03-11', channel: 'phone', category_id: 2, count: 3, seconds: 210, measured: 3 },
  ]),
]
