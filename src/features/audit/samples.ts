import type { Sample } from '../../platform/http/route.ts'
import { staffLogKinds } from '../activity/index.ts'
import { auditFilterOf } from './filter.ts'
import { type AuditFacts, auditModel } from './pages.ts'
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
      ...{ lang, timeZone: 'Asia/Almaty', rows: [], more: false, people, offices, filter: auditFilterOf({}) },
      ...facts,
    }),
})

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
]
