import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import type { AreaShape } from '../../city/index.ts'
import { sampleCity, sampleDirectory } from '../../complaints/index.ts'
import type { ChangeRow, PlannedRow } from '../queries.ts'
import type { Move, RecountRow } from '../recount-queries.ts'
import type { SystemState } from '../state.ts'
import type { Around, Doc, ListKind } from '../thing.ts'
import { thingOf } from '../things/index.ts'
import type { OfficeDoc } from '../things/office.ts'
import { ruleDoc } from '../things/rule.ts'

/** What the examples of pages are made of. */

export const at = Date.parse('2026-03-10T06:00:00Z')
export const today = '2026-03-10'
export type Place = { lang: Lang; t: Translate }

export const aroundOf = ({ lang, t }: Place): Around => ({
  city: sampleCity,
  directory: sampleDirectory,
  lang,
  t,
})
export const names = (kk: string, ru: string, en: string) => ({ kk, ru, en })
export const long = 'Тұрғын үй-коммуналдық шаруашылық, жолаушылар көлігі және автомобиль жолдары бөлімі '

export const office: OfficeDoc = {
  ...(thingOf('office').blank() as OfficeDoc),
  names: names(long, 'Отдел жилищно-коммунального хозяйства', 'Division of housing and communal services'),
  short: names('ТКШ бөлімі', 'Отдел ЖКХ', 'Housing'),
  phones: ['+77232000000', '109'],
  hours: [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:30', break: { from: '13:00', to: '14:30' } }],
}
export const ended: OfficeDoc = { ...office, validTo: '2026-04-01', successor: 'roads' }
export const terms = thingOf('terms').blank()

export const docs: Record<ListKind, [string, Doc][]> = {
  office: [
    ['housing', office],
    ['old', { ...ended, validTo: '2026-01-01' }],
    ['gas', { ...office, external: true, phones: [] }],
  ],
  category: sampleDirectory.categories.map((one) => [
    one.code,
    {
      ...thingOf('category').blank(),
      names: one.names,
      group: one.groupCode,
      danger: one.danger,
      sensitive: one.sensitive,
      proofPhoto: one.proofPhoto,
      questions: one.questions,
    },
  ]),
  rule: [
    ['pothole.east', ruleDoc('housing', ['roads'])],
    ['pothole.*', ruleDoc('roads', [])],
    ['*.*', ruleDoc('housing', [])],
  ],
  area: [
    [
      'west',
      {
        names: names('Батыс ауданы', 'Западный район', 'Western district'),
        kind: 'district',
        position: 1,
        shape: square(82.5),
        residents: { count: 128_400, on: '2026-01-01', source: long },
      },
    ],
    [
      'east',
      {
        names: names(long, 'Восточный район', 'Eastern district'),
        kind: 'district',
        position: 2,
        shape: null,
        residents: null,
      },
    ],
  ],
  day: [
    ['2026-03-24', day('Наурыз мейрамы', 'off', false)],
    ['2026-05-27', day('Құрбан айт', 'off', true)],
    ['2027-01-01', day('Жаңа жыл', 'off', false)],
  ],
  notice: [
    [
      'heating',
      {
        text: names(long, 'Отопление отключат 15 апреля', 'Heating ends on 15 April'),
        ...{ place: 'strip', tone: 'warning', link: 'https://example.kz/heat' },
        ...{ startsOn: '2026-03-01', endsOn: '2026-04-15' },
      },
    ],
  ],
}

/** A block of the city whose western edge lies there; the city itself has no border in the examples. */
export function square(west: number): AreaShape {
  const [east, south, north] = [west + 0.1, 49.91, 49.99]
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}

function day(name: string, kind: 'off' | 'work', estimate: boolean): Doc {
  return { names: names(name, name, name), kind, source: 'ҚР Үкіметінің қаулысы', estimate }
}

export const changes: ChangeRow[] = [
  change(3, { ...office, phones: ['109'] }, ended, { undoOf: 2 }),
  change(2, office, { ...office, phones: ['109'] }, { plannedId: 1 }),
  change(1, null, office),
]

function change(id: number, before: Doc | null, after: Doc | null, more: Partial<ChangeRow> = {}): ChangeRow {
  const by = { staffName: 'Әсел Сәрсенова', undoOf: null, plannedId: null }
  return { id, kind: 'office', key: 'housing', version: id, at, before, after, ...by, ...more }
}

export const planned: PlannedRow[] = [
  {
    ...{
      id: 1,
      kind: 'terms',
      key: '',
      takesEffectOn: '2026-04-01',
      plannedAt: at,
      staffName: 'Әсел Сәрсенова',
    },
    ...{ before: terms, after: { ...terms, termDays: 10 }, outcome: null },
  },
  {
    ...{ id: 2, kind: 'rule', key: 'snow.*', takesEffectOn: '2026-03-01', plannedAt: at, staffName: 'Әсел' },
    ...{ before: null, after: ruleDoc('gone', []), outcome: 'refused' },
  },
]

export const moves: Move[] = Array.from({ length: 60 }, (_, index) => ({
  complaintId: index,
  number: '260304831728',
  ...{ replyLang: 'kk', fromDueOn: '2026-03-30' },
  due: { dueOn: index === 0 ? '2026-03-27' : '2026-03-31', dueAt: at, calendar: 'kz-synaqqala.1' },
}))
export const past: RecountRow[] = [
  { calendarVersion: 'kz-synaqqala.1', askedAt: at, finishedAt: null, moved: 0, staffName: 'Әсел Сәрсенова' },
  { calendarVersion: 'kz-2026.2', askedAt: at, finishedAt: at, moved: 12, staffName: 'Әсел Сәрсенова' },
]

export const state: SystemState = {
  queues: ['complaints.notify', 'following.send'].map((name) => ({
    ...{ name, waiting: 2, active: 1, failed: 0, lastFailedAt: null },
  })),
  database: { version: '18.4', bytes: 3.2e9, connections: 6 },
  ...{ disk: { free: 3e11, total: 5e11 }, pictures: 0, mail: 'smtp' },
  sums: { wrong: 0, verifiedAt: at - 30_000_000, driftedAt: null },
  backup: { at: at - 36_000_000, rehearsedAt: at - 260_000_000, isOld: false },
  software: {
    version: '0.1.0',
    node: 'v24.21.0',
    migration: '20261122180400_backup_runs',
    since: at - 86_400_000,
  },
}
