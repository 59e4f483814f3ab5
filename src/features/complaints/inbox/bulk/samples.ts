import type { Sample } from '../../../../platform/http/route.ts'
import type { Lang, Translate } from '../../../../platform/i18n/texts.ts'
import type { StaffMember } from '../../../accounts/index.ts'
import { sampleCity as city, sampleDirectory as directory } from '../../sample-city.ts'
import { type BulkFacts, bulkModel } from './page.ts'
import type { Run, RunItem } from './queries.ts'
import type { BulkKind } from './rules.ts'

const calendar = { version: 'kz-2026.2', off: new Set<string>(), work: new Set<string>() }

const staff: StaffMember = {
  id: 1,
  name: 'Әсел Жұмабаева',
  email: 'asel@example.kz',
  lang: 'ru',
  position: { kk: 'Бас маман', ru: 'Главный специалист', en: 'Chief specialist' },
  roles: [{ cityId: 1, officeId: 1, role: 'head' }],
  officeLabel: 'Управление дорог',
}

const item: RunItem = {
  complaintId: 1,
  number: '260312345673',
  cityId: 1,
  officeId: 1,
  categoryId: 1,
  assigneeId: null,
  status: 'sent',
  visibility: 'public',
  version: 3,
  seenVersion: 3,
  reachable: true,
  outcome: 'waiting',
  reason: null,
}

const items: RunItem[] = [
  item,
  { ...item, complaintId: 2, number: '260312345681' },
  { ...item, complaintId: 3, number: '260312345699', status: 'answered' },
  { ...item, complaintId: 4, number: '260312345707', officeId: 2 },
  { ...item, complaintId: 5, number: '260312345715', reachable: false },
]

const run = (kind: BulkKind, change: Partial<Run> = {}): Run => ({
  id: '00000000-0000-4000-8000-000000000001',
  kind,
  state: 'draft',
  payload: null,
  back: 'view=late',
  startAt: null,
  endedAt: null,
  items,
  ...change,
})

const bulk =
  (of: Run, change: Partial<BulkFacts> = {}) =>
  ({ lang, t }: { lang: Lang; t: Translate }) =>
    bulkModel({
      run: of,
      staff,
      people: [{ id: 2, name: 'Айгүл Серікқызы', offices: [1] }],
      target: { offices: [1], categoryCityId: 1, main: null },
      places: [{ city, directory, calendar }],
      change: false,
      bad: null,
      lang,
      t,
      ...change,
    })

const page = { template: 'inbox/bulk', layout: 'staff' } as const
const done = items.map(
  (one, index): RunItem =>
    index < 2
      ? { ...one, outcome: 'done' }
      : index === 2
        ? { ...one, outcome: 'failed', reason: 'changed' }
        : { ...one, outcome: 'skipped', reason: 'role' },
)

export const bulkSamples: Sample[] = [
  { ...page, name: 'inbox/bulk choose person', model: bulk(run('assign')) },
  {
    ...page,
    name: 'inbox/bulk bad category',
    model: bulk(run('category'), {
      bad: {
        typed: { categoryId: '', reason: 'Яма' },
        errors: { categoryId: 'inbox:error.categoryMissing', reason: 'desk:error.reasonMissing' },
      },
    }),
  },
  { ...page, name: 'inbox/bulk write note', model: bulk(run('note')) },
  { ...page, name: 'inbox/bulk choose main', model: bulk(run('merge')) },
  { ...page, name: 'inbox/bulk confirm', model: bulk(run('assign', { payload: { staffId: 2 } })) },
  { ...page, name: 'inbox/bulk nothing to do', model: bulk(run('accept', { items: items.slice(2) })) },
  {
    ...page,
    name: 'inbox/bulk waiting',
    model: bulk(run('assign', { state: 'waiting', payload: { staffId: 2 } })),
  },
  { ...page, name: 'inbox/bulk done', model: bulk(run('accept', { state: 'done', items: done })) },
  { ...page, name: 'inbox/bulk undone', model: bulk(run('accept', { state: 'undone' })) },
  {
    ...page,
    name: 'inbox/bulk table',
    model: bulk(run('export', { state: 'done', items: done.slice(0, 2) })),
  },
]
