import request from 'supertest'
import { calendarOf, cityById } from '../../src/features/city/index.ts'
import { addBody } from '../../src/features/receptions/actions/save-body.ts'
import { addSeries, type SeriesFields } from '../../src/features/receptions/actions/save-series.ts'
import { receptionPaths } from '../../src/features/receptions/index.ts'
import { issueTicket } from '../../src/platform/crypto/form-ticket.ts'
import { hashToken, newToken } from '../../src/platform/crypto/token.ts'
import { type Portal, sameOrigin } from '../support/portal.ts'

export const slug = 'synaqqala'

/** The head of the roads receives on Mondays at 15:00 in Almaty: three times, one place each, two may wait. */
export const mondays: SeriesFields = {
  position: { kk: 'Басқарма басшысы', ru: 'Руководитель управления', en: 'Head of department' },
  person: '',
  place: { kk: '204-кабинет', ru: 'каб. 204', en: 'room 204' },
  weekdays: [1],
  weeks: [],
  startsAt: '15:00',
  slotMinutes: 20,
  slots: 3,
  placesPerSlot: 1,
  waitingMost: 2,
  opensDays: 30,
  closesHours: 24,
  onHoliday: 'next',
  validFrom: '2026-03-01',
  validTo: null,
}

/** A body of the roads with a rule; answers ids of the body and of its receptions in order. */
export async function plantReceptions(
  { deps, cast, setNow }: Portal,
  change: Partial<SeriesFields> = {},
  // Bodies take their code from the moment in which they are made
  at?: string,
): Promise<{ body: number; receptions: number[] }> {
  const city = await cityById(deps, cast.city.id)
  if (city === null) throw new Error('the cast has a city')
  const staffId = cast.staff.city_admin
  if (at !== undefined) setNow(at)
  const text = (kk: string, ru: string, en: string) => ({ kk, ru, en })
  const body = await addBody(deps, {
    ...{ cityId: city.id, staffId, formKey: hashToken(newToken()) },
    fields: {
      kind: 'department',
      names: text('Жолдар басқармасы', 'Управление дорог', 'Roads department'),
      about: text('', 'Ямы, знаки, светофоры', ''),
      address: text('Абай көшесі, 1', 'ул. Абая, 1', '1 Abai Street'),
      phones: ['+77232251098'],
      hours: [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:30', break: null }],
      officeId: cast.offices.roads,
      queueLetter: 'A',
    },
  })
  const calendar = await calendarOf(deps, city.calendar)
  await addSeries(deps, {
    city,
    calendar,
    staffId,
    bodyId: body,
    formKey: hashToken(newToken()),
    fields: { ...mondays, ...change },
  })
  const rows = await deps.db.reception.findMany({ where: { bodyId: body }, orderBy: { startsAt: 'asc' } })
  return { body, receptions: rows.map(({ id }) => id) }
}

export const visitor = (n: number) => ({
  name: `Айгүл ${n}`,
  email: `visitor${n}@example.kz`,
  topic: 'Яма у школы на улице Абая, второй год',
})

/** As the page had it half a minute ago: nobody fills in a form at once. */
export const olderTicket = ({ keys, now }: Portal['deps']): string =>
  issueTicket(keys, 'reception', now().subtract({ seconds: 30 }))

/** Opens the page of a reception and sends its form. */
export async function book(
  { app, deps }: Portal,
  reception: number,
  fields: Record<string, string>,
): Promise<request.Response> {
  const path = receptionPaths.show('ru', slug, reception)
  const page = await request(app).get(path)
  const ticket = page.text.includes('name="ticket"') ? olderTicket(deps) : ''
  return request(app)
    .post(path)
    .set(sameOrigin)
    .type('form')
    .send({ ticket, ...fields })
}

/** The address of the page behind the secret link, as a form that was right leads there. */
export const ownPage = ({ headers }: request.Response): string =>
  String(headers['location']).replace(/\?.*/, '')
