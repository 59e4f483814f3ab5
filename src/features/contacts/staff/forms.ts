import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { isWithin, typedPoint } from '../../../platform/geo/typed-point.ts'
import { onceKey } from '../../../platform/http/once-key.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { instantAt } from '../../../platform/time/local-day.ts'
import type { City } from '../../city/index.ts'
import { normalisePhone } from '../../complaints/index.ts'
import { readHours } from '../../settings/index.ts'
import { services } from '../rules.ts'

const line = (most: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.replaceAll(/\s+/g, ' ').trim())
    .refine((typed) => [...typed].length <= most, { error: 'contacts:error.long' satisfies TextKey })
const name = line(200).refine((typed) => typed.length >= 2, { error: 'contacts:error.name' })

/** One number a line, as they are typed; short numbers stay. */
const phones = ({ profile }: City) =>
  z
    .string()
    .default('')
    .transform((typed, context) => {
      const lines = typed.split(/[\n,;]/).map((one) => one.trim())
      const read = lines.filter(Boolean).map((one) => phoneOf(one, profile.phone))
      const found = read.filter((one) => one !== null)
      if (found.length === read.length && found.length <= 10) return [...new Set(found)]
      context.addIssue({ code: 'custom', message: 'contacts:error.phones' satisfies TextKey })
      return z.NEVER
    })

const phoneOf = (typed: string, plan: City['profile']['phone']): string | null =>
  /^\d{3,4}$/.test(typed) ? typed : normalisePhone(typed, plan)

/** Degrees north and east, as maps show them, within the frame of the city. */
const pointIn = ({ profile }: City) =>
  z
    .string()
    .default('')
    .transform((typed, context) => {
      if (typed.trim() === '') return null
      const point = typedPoint(typed)
      if (point !== null && isWithin(point, profile.bounds)) return point
      const message: TextKey = point === null ? 'contacts:error.point' : 'contacts:error.pointOutside'
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })

/** What the administrator types of a utility. `today`: nobody can have called a number tomorrow. */
export const utilityForm = (city: City, today: string) =>
  z.object({
    key: onceKey,
    version: z.coerce.number().int().min(0).catch(0),
    service: z.enum(services, { error: 'contacts:error.service' }),
    ...{ nameKk: name, nameRu: name, nameEn: name },
    ...{ aboutKk: line(300), aboutRu: line(300), aboutEn: line(300) },
    emergencyPhones: phones(city),
    officePhones: phones(city),
    ...{ addressKk: line(200), addressRu: line(200), addressEn: line(200) },
    point: pointIn(city),
    hours: z
      .string()
      .default('')
      .transform((typed, context) => {
        const hours = readHours(typed)
        if (hours !== null) return hours
        context.addIssue({ code: 'custom', message: 'contacts:error.hours' satisfies TextKey })
        return z.NEVER
      }),
    checkedOn: z
      .union([z.literal('').transform(() => null), z.iso.date({ error: 'contacts:error.day' })], {
        error: 'contacts:error.day',
      })
      .refine((day) => day === null || day <= today, { error: 'contacts:error.day' })
      .default(null),
  })
export type UtilityTyped = z.output<ReturnType<typeof utilityForm>>

const mostDutyHours = 24 * 31

/** Who answers the phone of an office, from when to when in the time of the city. */
export const dutyForm = (city: City, officeIds: readonly number[]) =>
  z
    .object({
      key: onceKey,
      office: z.coerce
        .number()
        .refine((id) => officeIds.includes(id), { error: 'contacts:error.office' })
        .catch(0)
        .refine((id) => id !== 0, { error: 'contacts:error.office' }),
      ...{ positionKk: name, positionRu: name, positionEn: name },
      name: line(120),
      phone: z
        .string()
        .default('')
        .transform((typed, context) => {
          const phone = phoneOf(typed.trim(), city.profile.phone)
          if (phone !== null) return phone
          context.addIssue({ code: 'custom', message: 'contacts:error.phone' satisfies TextKey })
          return z.NEVER
        }),
      fromDay: z.iso.date({ error: 'contacts:error.from' }),
      fromTime: z.iso.time({ precision: -1, error: 'contacts:error.from' }),
      toDay: z.iso.date({ error: 'contacts:error.to' }),
      toTime: z.iso.time({ precision: -1, error: 'contacts:error.to' }),
    })
    .transform(({ fromDay, fromTime, toDay, toTime, ...rest }) => ({
      ...rest,
      startsAt: momentOf(fromDay, fromTime, city),
      endsAt: momentOf(toDay, toTime, city),
    }))
    .refine(({ startsAt, endsAt }) => endsAt > startsAt && endsAt - startsAt <= mostDutyHours * 3_600_000, {
      error: 'contacts:error.to',
      path: ['toDay'],
    })

const momentOf = (day: string, time: string, { timeZone }: City): number =>
  instantAt(Temporal.PlainDate.from(day), time, timeZone).epochMilliseconds
