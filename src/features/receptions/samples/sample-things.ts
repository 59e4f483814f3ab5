import { Temporal } from 'temporal-polyfill'
import { sampleCity } from '../../complaints/index.ts'
import type { CallRow } from '../desk/call-queries.ts'
import type { PromiseRow, SeriesRow } from '../desk/queries.ts'
import type { Body, BookingRow, ReceptionRow, Slot } from '../queries.ts'
import type { TicketRow } from '../queue/queries.ts'

/** Things of the examples: a city, two bodies, a reception, somebody who has booked, a queue. */

export const city = sampleCity
export const now = Temporal.Instant.from('2026-03-11T07:00:00Z')
export const at = now.epochMilliseconds
export const hour = 3_600_000
export const long = 'Өте ұзақ мәтін, оны бәрі оқиды және ол жолға сыймайды. '.repeat(4).trim()
export const calendar = { version: 'kz', off: new Set<string>(), work: new Set<string>() }

const names = (kk: string, ru: string, en: string) => ({ kk, ru, en })
const none = names('', '', '')

export const body: Body = {
  ...{ id: 1, code: 'roads', kind: 'department', officeId: 1, queueLetter: null, version: 1 },
  names: names('Жолдар басқармасы', 'Управление дорог', 'Roads department'),
  about: names('Шұңқырлар, белгілер', 'Ямы, знаки, светофоры', 'Potholes, signs, lights'),
  address: names('Абай көшесі, 1', 'ул. Абая, 1', '1 Abai Street'),
  phones: ['+77232251098'],
  hours: [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:30', break: null }],
}

export const front: Body = {
  ...body,
  ...{ id: 2, code: 'front', kind: 'front_office', officeId: null, queueLetter: 'A' },
  names: names('Фронт-кеңсе', 'Фронт-офис', 'Front office'),
  ...{ about: none, address: none, phones: [], hours: [] },
}

export const reception: ReceptionRow = {
  ...{ id: 1, bodyId: 1, seriesId: 1, day: '2026-03-16', movedFrom: null, person: '' },
  ...{ startsAt: at + 123 * hour, endsAt: at + 124 * hour, opensAt: at - hour, closesAt: at + 99 * hour },
  ...{ cancelledAt: null, cancelledWhy: '', places: 3, taken: 1, waiting: 0, waitingMost: 10 },
  position: names('Басқарма басшысы', 'Руководитель управления', 'Head of department'),
  place: names('204-кабинет', 'каб. 204', 'room 204'),
}

export const slots: Slot[] = [0, 1, 2].map((n) => ({
  ...{ id: n + 1, places: 1, taken: n === 0 ? 1 : 0 },
  startsAt: reception.startsAt + n * 20 * 60_000,
}))

export const booking: BookingRow = {
  ...{ id: 1, receptionId: 1, state: 'booked', channel: 'web', lang: 'ru', createdAt: at, refusal: null },
  visitor: {
    ...{ name: 'Айгүл', email: 'aigul@example.kz', phone: '+77051234567', token: 'A'.repeat(22) },
    topic: 'Второй год не делают тротуар к школе.',
  },
  ...{ slotStartsAt: reception.startsAt, offeredUntil: null },
}

export const call: CallRow = {
  ...{ id: 1, bookingId: 1, why: 'offered', name: 'Айгүл', lang: 'kk', state: 'offered', person: '' },
  ...{ startsAt: reception.startsAt, position: reception.position, offeredUntil: at + 24 * hour },
  ...{ calledAt: null, calledBy: '' },
}

const ticket = (no: number, state: string, window: string): TicketRow => ({
  ...{ id: no, no, state, window, bookingId: null },
})
export const queue = {
  called: [ticket(7, 'called', '2'), ticket(6, 'called', '1')],
  waiting: [8, 9, 10].map((no) => ticket(no, 'waiting', '')),
  ...{ line: 8, served: 5, last: 10 },
}

export const promise: PromiseRow = {
  ...{ id: 1, bodyId: 1, bookingId: 1, officeId: 1, text: 'Шам орнатылады', dueOn: '2026-03-20' },
  ...{ doneAt: null, doneNote: '', complaint: null },
}

export const series: SeriesRow = {
  ...{ id: 1, cityId: 1, bodyId: 1, person: '', weekdays: [1, 4], weeks: [1, 3], startsAt: '15:00' },
  ...{ positionKk: 'Басшы', positionRu: 'Руководитель', positionEn: 'Head' },
  ...{ placeKk: '', placeRu: '', placeEn: '', slotMinutes: 15, slots: 8, placesPerSlot: 1 },
  ...{ waitingMost: 10, opensDays: 30, closesHours: 24, onHoliday: 'next', version: 2 },
  ...{
    validFrom: new Date('2026-03-01'),
    validTo: null,
    updatedAt: new Date(at),
    removedAt: null,
    formKey: null,
  },
}
