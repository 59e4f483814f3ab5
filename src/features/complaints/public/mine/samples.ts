import type { Sample } from '../../../../platform/http/route.ts'
import {
  answeredComplaint,
  openComplaint,
  sampleAnswer,
  sampleEntry,
  sampleReading,
} from '../sample-reading.ts'
import type { ComplaintRow } from '../show/queries.ts'
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

export const mineSamples: Sample[] = [
  mine('open', openComplaint),
  mine('held, seen by its resident', { ...openComplaint, publication: 'held', shown: false }),
  mine('answered', answeredComplaint),
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
