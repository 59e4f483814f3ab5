import type { Sample } from '../../../../platform/http/route.ts'
import { sampleCity as city, sampleDirectory as directory } from '../../sample-city.ts'
import { sampleCalendar as calendar, type Place } from '../sample-case.ts'
import { type NoticesModel, noticesModel } from './page.ts'
import type { NoticeCase, NoticesFound } from './queries.ts'

const one: NoticeCase = {
  number: '260312345673',
  cityId: 1,
  categoryId: 1,
  officeId: 1,
  status: 'in_work',
  dueOn: '2026-03-24',
  dueAt: new Date('2026-03-24T18:59:59.999Z'),
  plannedOn: null,
}
const late = {
  ...one,
  number: '260312345681',
  dueOn: '2026-03-20',
  dueAt: new Date('2026-03-20T18:59:59.999Z'),
}
const toldAt = new Date('2026-03-23T03:05:00Z')

const full: NoticesFound = {
  notices: [
    { ...late, stage: 'late', toldAt },
    { ...one, stage: 'before_1', toldAt },
    { ...one, number: '260312345699', stage: 'silent', toldAt },
  ],
  pending: [{ ...one, pending: 'transfer extension_head' }],
  helping: [{ ...one, officeId: 2 }],
  digest: true,
}

const model =
  (found: NoticesFound, done = false) =>
  ({ lang, t }: Place): NoticesModel =>
    noticesModel({
      found,
      places: [{ city, directory, calendar }],
      lang,
      t,
      now: Date.parse('2026-03-23T07:00:00Z'),
      done,
    })

const page = { template: 'desk/notices', layout: 'staff' } as const

export const noticeSamples: Sample[] = [
  { ...page, name: 'desk/notices', model: model(full) },
  {
    ...page,
    name: 'desk/notices empty',
    model: model({ notices: [], pending: [], helping: [], digest: false }, true),
  },
]
