import type { Sample } from '../../platform/http/route.ts'
import type { SignedStatement } from '../activity/index.ts'
import { sampleCity } from '../complaints/index.ts'
import type { Checked } from './check.ts'
import { proofModel } from './page.ts'

const at = Date.parse('2026-03-11T07:00:00Z')
const number = '261104831728'
const key = 'GG2nM0Hn9rOyPWy1VdXk1l1m3Yb3gYxgPvQm1rSFoYk'

const checkpoints = Array.from(
  { length: 10 },
  (_, index): SignedStatement => ({
    no: 1_204 - index,
    at: at - index * 1_200_000,
    size: 14 + index * 3,
    root: `${index}`.repeat(64),
    previous: 'a'.repeat(64),
    publicKey: key,
    signature: 'b'.repeat(86),
  }),
)

const page = (name: string, typed: string, checked: Checked | null, list = checkpoints): Sample => ({
  name: `proof ${name}`,
  template: 'proof/show',
  layout: 'public',
  model: (place) =>
    proofModel(
      { typed, checked, checkpoints: list, keys: [key] },
      { city: sampleCity, origin: 'https://example.kz', ...place },
    ),
})

const covering = { no: 1_204, at }
const receipt = { about: 'receipt', number, at, signed: true, kept: true, covering } as const
const complaint = { about: 'complaint', number, rows: 7, brokenAt: null, covering } as const

export const proofSamples: Sample[] = [
  page('empty', '', null, []),
  page('full', '', null),
  page('good receipt', 'AQ1.261104831728', receipt),
  page('receipt of today', 'AQ1.261104831728', { ...receipt, covering: null }),
  page('receipt of a lost report', 'AQ1.261104831728', { ...receipt, kept: false, covering: null }),
  page('forged receipt', 'AQ1.261104831728', { ...receipt, signed: false, kept: false, covering: null }),
  page('whole complaint', number, complaint),
  page('changed complaint', number, { ...complaint, brokenAt: 3 }),
  page('no code', 'AQ1.', { about: 'unread' }),
  page('no such complaint', number, { about: 'missing' }),
]
