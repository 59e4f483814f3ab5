import { deriveKeys } from '../../../platform/crypto/keys.ts'
import { signingKeyOf } from '../../../platform/crypto/signature.ts'
import type { Sample } from '../../../platform/http/route.ts'
import { answeredComplaint, openComplaint, sampleReading } from '../public/sample-reading.ts'
import type { ComplaintRow } from '../public/show/queries.ts'
import { signReceipt } from '../receipt/signed-receipt.ts'
import { formalModel, receiptModel } from './pages.ts'

const token = 'token'
const at = (iso: string): number => Date.parse(iso)

const formal = (name: string, row: ComplaintRow, holder: string | null): Sample => ({
  name: `formal ${name}`,
  template: 'complaints/formal/formal',
  layout: 'public',
  model: (place) => formalModel(row, sampleReading(place), { token: holder, textsIn: () => place.t }),
})

const key = signingKeyOf(deriveKeys('the secret of the examples, which signs nothing real')[0])
const signed = ({ number, receivedAt }: ComplaintRow) =>
  signReceipt(key, { number, at: receivedAt, event: '1'.repeat(64), content: '2'.repeat(64) })

const receipt = (name: string, row: ComplaintRow): Sample => ({
  name: `receipt ${name}`,
  template: 'complaints/formal/receipt',
  layout: 'public',
  model: (place) => receiptModel(row, sampleReading(place), { token, receipt: signed(row) }),
})

const late = { ...openComplaint, dueOn: '2026-03-04', dueAt: at('2026-03-04T18:59:59.999Z') }
const longAgo: ComplaintRow = {
  ...answeredComplaint,
  answers: answeredComplaint.answers.map((answer) => ({ ...answer, at: at('2025-11-01T06:00:00Z') })),
}

export const formalSamples: Sample[] = [
  formal('open, for everybody', openComplaint, null),
  formal('with photos', openComplaint, token),
  formal('after an answer', answeredComplaint, token),
  formal('unanswered in time', late, token),
  formal('too late to complain', longAgo, token),
  receipt('open', openComplaint),
  receipt('answered', answeredComplaint),
  receipt('without office and photos', {
    ...openComplaint,
    photos: [],
    dueOn: null,
    facts: openComplaint.facts && { ...openComplaint.facts, officeId: null, registeredOn: null },
  }),
]
