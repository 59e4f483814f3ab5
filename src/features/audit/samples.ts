import type { Sample } from '../../platform/http/route.ts'
import { staffLogKinds } from '../activity/index.ts'
import { auditFilterOf } from './filter.ts'
import { type AuditFacts, auditModel } from './pages.ts'
import { type PatternsFacts, patternsModel } from './patterns/page.ts'
import { type Pattern, patternKinds } from './patterns/queries.ts'
import type { AuditRow } from './queries.ts'

const at = new Date('2026-11-20T04:12:00Z')
const row: AuditRow = {
  ...{ at, source: 'activity', kind: 'answered', staff: 'Айгүл Нұрланова', number: '260304831728' },
  ...{ subject: '', about: null, detail: null },
}
const people = [
  { id: 1, name: 'Айгүл Нұрланова' },
  { id: 2, name: 'Рахымжан-Әбдіғаппар Құдайбергенұлы Бекмұхамбетов' },
]

const offices = new Map([[3, { kk: 'Жолдар', ru: 'Дороги', en: 'Roads' }]])

const list = (name: string, facts: Partial<AuditFacts>): Sample => ({
  name: `audit/${name}`,
  template: 'audit/list',
  layout: 'staff',
  model: ({ lang, t }) =>
    auditModel(t, {
      isAuditor: true,
      ...{ lang, timeZone: 'Asia/Almaty', rows: [], more: false, people, offices, filter: auditFilterOf({}) },
      ...facts,
    }),
})

const patterns = (name: string, facts: Partial<PatternsFacts>): Sample => ({
  name: `audit/patterns ${name}`,
  template: 'audit/patterns',
  layout: 'staff',
  model: ({ lang, t }) =>
    patternsModel(t, {
      ...{ lang, days: 30, isShown: true, patterns: [], concentration: [], offices },
      ...facts,
    }),
})

const pattern: Pattern = {
  ...{ kind: 'staff', officeId: 3, staff: people[1]?.name ?? '', complaints: 2, solved: 31, minutes: 47 },
  numbers: ['260304831728', '260304831736'],
  ofKind: 2,
}

export const auditSamples: Sample[] = [
  list('empty', {}),
  list('nothing found', { filter: auditFilterOf({ topic: 'contacts', from: '2026-11-01' }) }),
  list('bad number', { filter: auditFilterOf({ number: '1234' }), badNumber: true }),
  list('full', {
    filter: auditFilterOf({ person: '1', page: '2' }),
    more: true,
    rows: [
      row,
      { ...row, source: 'look', kind: 'contacts', detail: { reason: 'Тұрғын қоңырау шалуды сұрады' } },
      ...staffLogKinds.map(
        (kind, index): AuditRow => ({
          ...{
            at,
            source: 'log',
            kind,
            number: null,
            staff: index % 5 === 0 ? null : (people[1]?.name ?? ''),
          },
          ...(index % 2 === 0
            ? { subject: 'staff 1', about: 'Айгүл Нұрланова', detail: { role: 'executor', officeId: 3 } }
            : {
                subject: 'audit',
                about: null,
                detail: { by: 'recovery-code', rows: 1200, left: 3, device: 'Chrome · Windows' },
              }),
        }),
      ),
    ],
  }),
  patterns('empty', {}),
  patterns('counted', { isShown: false, patterns: [pattern, { ...pattern, kind: 'minutes' }] }),
  patterns('full', {
    patterns: patternKinds.flatMap((kind, index): Pattern[] => [
      { ...pattern, kind, staff: kind === 'staff' || kind === 'minutes' ? pattern.staff : null },
      {
        ...pattern,
        kind,
        staff: null,
        officeId: 4,
        complaints: 4000 + index,
        solved: 12_345,
        minutes: 1500,
        ofKind: 73,
      },
    ]),
    concentration: [
      { officeId: 3, complaints: 1240, withContact: 310, contacts: 288, most: 9 },
      { officeId: 4, complaints: 31, withContact: 0, contacts: 0, most: 0 },
    ],
  }),
]
