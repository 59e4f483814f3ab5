import type { Sample } from '../../platform/http/route.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { sampleCity, sampleDirectory } from '../complaints/index.ts'
import { type Analysis, shownOf } from './analysis.ts'
import { readAsked } from './asked.ts'
import { type LogInput, logModel } from './log/page.ts'
import { leaveModel } from './pages/leave-page.ts'
import { appealsModel } from './pages/public-page.ts'
import { type AnalysisInput, analysisModel } from './pages/show-page.ts'
import type { Surroundings } from './pages/words.ts'
import { releasedRows } from './release.ts'

type Place = { lang: Lang; t: Translate }

const today = '2026-03-11'
const asked = readAsked({}, today)
const around = ({ lang, t }: Place): Surroundings => ({
  ...{ city: sampleCity, directory: sampleDirectory, lang, t },
  sources: [
    { kind: 'complaints', label: 'complaints:appeals' },
    { kind: 'consultations', label: 'operator:consultations.title' },
  ],
})

const codes = [...sampleDirectory.categories.map(({ code }) => code), null]
const areas = [...sampleCity.areas.map(({ code }) => code), null]
const months = [
  '2025-04-01',
  '2025-07-01',
  '2025-11-01',
  '2025-12-01',
  '2026-01-01',
  '2026-02-01',
  '2026-03-01',
]

const full: Analysis['now'] = months.flatMap((day, m) =>
  codes.flatMap((category, c) =>
    areas.flatMap((area, a) => [
      { kind: 'complaints', day, category, area, count: (m + 2) * (c + 1) * (a === 0 ? 9 : 1) },
      ...(area === null ? [{ kind: 'consultations', day, category, area, count: m + c }] : []),
    ]),
  ),
)
const analysis: Analysis = { now: full, before: full.slice(0, 20), kinds: ['complaints', 'consultations'] }
const nothing: Analysis = { now: [], before: [], kinds: ['complaints', 'consultations'] }
const words = [
  { word: 'тайғақ', now: 41, before: 6, times: 7.1 },
  { word: 'қоқысшығарукестесі'.repeat(3), now: 12, before: 0, times: 40 },
]

const show = (name: string, change: Partial<AnalysisInput>): Sample => ({
  ...{ name: `analysis/show ${name}`, template: 'analysis/show', layout: 'staff' },
  model: (place) =>
    analysisModel({
      ...{
        around: around(place),
        asked,
        analysis,
        officeId: null,
        offices: [null, 1],
        words,
        isReader: false,
      },
      ...{ others: [], done: null },
      ...change,
    }),
})

const log = (name: string, input: Partial<LogInput>): Sample => ({
  ...{ name: `analysis/log ${name}`, template: 'analysis/log', layout: 'staff' },
  model: (place) =>
    logModel({ typed: {}, problem: null, done: null, bad: [], ...input }, { ...place, city: sampleCity }),
})

export const analysisSamples: Sample[] = [
  show('full', { others: [{ href: '/staff/analysis/x', label: 'Басқақала' }] }),
  show('of one topic, weeks', {
    asked: { ...readAsked({ from: '2026-02-02', to: today }, today), category: codes[0] ?? null },
    ...{ isReader: true, done: 'weekly', officeId: 1, offices: [1] },
  }),
  show('empty', { analysis: nothing, words: [], done: 'stopped' }),
  ...(['full', 'empty'] as const).map(
    (name): Sample => ({
      ...{ name: `analysis/public ${name}`, template: 'analysis/public', layout: 'public' },
      model: (place) =>
        appealsModel({
          ...{ around: around(place), asked },
          ...shownOf({
            rows: name === 'full' ? releasedRows(full) : [],
            before: [],
            kinds: analysis.kinds,
          }),
        }),
    }),
  ),
  ...[false, true].map(
    (done): Sample => ({
      ...{ name: `analysis/leave ${done ? 'done' : 'asked'}`, template: 'analysis/leave', layout: 'public' },
      model: (place) => leaveModel({ action: '#', done }, place),
    }),
  ),
  log('empty', {}),
  log('done', { done: { imported: 1240, repeated: 12, isTrial: false } }),
  log('columns missing', {
    problem: {
      ...{ kind: 'missing', of: ['at', 'channel'], names: ['', ''] },
      columns: ['Тема', 'Сұрақ'.repeat(40)],
    },
  }),
  log('columns unknown', { problem: { kind: 'spare', names: ['Сұрағы', 'Жауабы'] } }),
  log('bad lines', {
    typed: { source: '109', channels: 'звонок = phone', check: '1' },
    done: { imported: 3, repeated: 0, isTrial: true },
    bad: (['csv', 'at', 'future', 'channel', 'topic', 'long', 'seconds'] as const).map((code, index) => ({
      ...{ code, line: index + 2, value: 'ремонт'.repeat(index + 1), reason: '' },
    })),
  }),
]
