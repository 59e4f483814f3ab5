import { z } from 'zod'
import { onceKey } from '../../../platform/http/once-key.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { City } from '../../city/index.ts'
import { normalisePhone } from '../../complaints/index.ts'
import { readHours } from '../../settings/index.ts'
import { contactFields } from '../public/forms.ts'
import { bodyKinds, minutesOutcomes } from '../rules.ts'
import { weekdayNumbers, weekNumbers } from './bodies-page.ts'
import { promiseKinds } from './visit-page.ts'

const key = (text: TextKey) => ({ error: text })
const line = (most: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.replaceAll(/\s+/g, ' ').trim())
    .refine((typed) => [...typed].length <= most, key('receptions:error.long'))
const name = line(200).refine((typed) => typed.length >= 2, key('receptions:error.names'))
const text = (least: number, most: number, error: TextKey) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => typed.length >= least, { error })
    .refine((typed) => [...typed].length <= most, key('receptions:error.long'))
const version = z.coerce.number().int().min(0).catch(0)
const whole = (least: number, most: number) =>
  z.coerce
    .number(key('receptions:error.number'))
    .int(key('receptions:error.number'))
    .min(least, key('receptions:error.number'))
    .max(most, key('receptions:error.number'))
/** 22 letters of base64url: what makes a form sent twice one. */
const formKey = z.string(key('receptions:error.old')).regex(/^[\w-]{22}$/, key('receptions:error.old'))

const phoneOf = (typed: string, { profile }: City): string | null =>
  /^\d{3,4}$/.test(typed) ? typed : normalisePhone(typed, profile.phone)

/** Who receives. `officeIds`: those that may be chosen. */
export const bodyForm = (city: City, officeIds: readonly number[]) =>
  z.object({
    key: onceKey,
    version,
    kind: z.enum(bodyKinds, key('receptions:error.kind')),
    ...{ nameKk: name, nameRu: name, nameEn: name },
    ...{ aboutKk: line(300), aboutRu: line(300), aboutEn: line(300) },
    ...{ addressKk: line(200), addressRu: line(200), addressEn: line(200) },
    phones: z
      .string()
      .default('')
      .transform((typed, context) => {
        const lines = typed
          .split(/[\n,;]/)
          .map((one) => one.trim())
          .filter(Boolean)
        const read = lines.map((one) => phoneOf(one, city)).filter((one) => one !== null)
        if (read.length === lines.length && read.length <= 10) return [...new Set(read)]
        context.addIssue({ code: 'custom', message: 'receptions:error.phones' satisfies TextKey })
        return z.NEVER
      }),
    hours: z
      .string()
      .default('')
      .transform((typed, context) => {
        const hours = readHours(typed)
        if (hours !== null) return hours
        context.addIssue({ code: 'custom', message: 'receptions:error.hours' satisfies TextKey })
        return z.NEVER
      }),
    office: z
      .string()
      .default('')
      .transform((typed) => (typed === '' ? null : Number(typed)))
      .refine((id) => id === null || officeIds.includes(id), key('receptions:error.office')),
    queueLetter: z
      .string()
      .default('')
      .transform((typed) => typed.trim().toUpperCase())
      .refine((letter) => /^\p{L}?$/u.test(letter), key('receptions:error.letter'))
      .transform((letter) => (letter === '' ? null : letter)),
  })
export type TypedBody = z.output<ReturnType<typeof bodyForm>>

const box = z
  .string()
  .optional()
  .transform((value) => value !== undefined)
const boxes = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((one) => [one, box])) as Record<Name, typeof box>

/** A rule by which somebody receives; boxes have names of their own. */
export const SeriesForm = z
  .object({
    key: onceKey,
    version,
    ...{ positionKk: name, positionRu: name, positionEn: name, person: line(120) },
    ...{ placeKk: line(200), placeRu: line(200), placeEn: line(200) },
    ...boxes(weekdayNumbers.map((day) => `weekday${day}` as const)),
    ...boxes(weekNumbers.map((week) => `week${week}` as const)),
    startsAt: z.iso.time({ precision: -1, ...key('receptions:error.time') }),
    slotMinutes: whole(5, 240),
    slots: whole(1, 60),
    placesPerSlot: whole(1, 100),
    waitingMost: whole(0, 500),
    opensDays: whole(1, 60),
    closesHours: whole(0, 240),
    onHoliday: z.enum(['skip', 'next'], key('receptions:error.holiday')),
    validFrom: z.iso.date(key('receptions:error.day')),
    validTo: z
      .union(
        [z.literal('').transform(() => null), z.iso.date(key('receptions:error.day'))],
        key('receptions:error.day'),
      )
      .default(null),
  })
  .transform((form, context) => {
    const fields: Record<string, unknown> = form
    const weekdays = weekdayNumbers.filter((day) => fields[`weekday${day}`] === true)
    const weeks = weekNumbers.filter((week) => fields[`week${week}`] === true)
    const refuse = (path: string, message: TextKey) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (weekdays.length === 0) refuse('weekday1', 'receptions:error.weekdays')
    const [hours = 0, minutes = 0] = form.startsAt.split(':').map(Number)
    // It ends on the day on which it begins.
    if (hours * 60 + minutes + form.slots * form.slotMinutes > 24 * 60)
      refuse('slots', 'receptions:error.number')
    if (form.validTo !== null && form.validTo < form.validFrom) refuse('validTo', 'receptions:error.day')
    return { ...form, weekdays, weeks }
  })
export type TypedSeries = z.output<typeof SeriesForm>

/** Somebody who stands at the desk or calls is booked by staff. `consent`: the words were read out. */
export const staffBookingForm = (city: City) =>
  z.object({
    key: formKey,
    slot: z.coerce
      .number()
      .int()
      .catch(0)
      .transform((id) => (id > 0 && id < 2 ** 31 ? id : null)),
    name: line(100).refine((typed) => typed.length >= 2, key('receptions:error.name')),
    ...contactFields(city),
    topic: text(3, 1000, 'receptions:error.topicShort'),
    channel: z.enum(['phone', 'front_office'], key('receptions:error.channel')),
    consent: z.literal('1', key('receptions:error.consent')),
  })

export const CancelForm = z.object({ why: text(5, 300, 'receptions:error.why') })

/** `wished`: the visitor asked for it. */
export const CancelBookingForm = z.object({
  wished: z
    .string()
    .default('')
    .transform((pressed) => pressed === '1'),
})

export const MinutesForm = z.object({
  version,
  outcome: z.enum(minutesOutcomes, key('receptions:error.outcome')),
  text: text(5, 4000, 'receptions:error.minutes'),
})

/** `today`: nothing is promised for a day that has gone. */
export const promiseForm = ({
  officeIds,
  categories,
  today,
}: {
  officeIds: readonly number[]
  categories: readonly string[]
  today: string
}) =>
  z
    .object({
      key: formKey,
      words: text(10, 2000, 'receptions:error.promise'),
      dueOn: z.iso
        .date(key('receptions:error.due'))
        .refine((day) => day >= today, key('receptions:error.due')),
      office: z
        .string()
        .default('')
        .transform(Number)
        .refine((id) => officeIds.includes(id), key('receptions:error.office')),
      kind: z.enum(promiseKinds, key('receptions:error.promiseKind')),
      category: z.string().default(''),
      /** The visitor agrees that the contacts go along with the complaint. */
      contacts: z
        .string()
        .default('')
        .transform((ticked) => ticked === '1'),
      address: line(300),
    })
    .refine(({ kind, category }) => kind === 'task' || categories.includes(category), {
      ...key('receptions:error.category'),
      path: ['category'],
    })

export const DoneForm = z.object({ note: text(5, 1000, 'receptions:error.note') })
