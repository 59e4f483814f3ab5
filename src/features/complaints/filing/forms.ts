import { z } from 'zod'
import { langs } from '../../../platform/i18n/texts.ts'
import type { City } from '../../city/index.ts'
import { likelyEmail, normaliseEmail, normalisePhone } from './contacts.ts'
import { lengthOf, mostMetres, type Point, placeLimit, textLimits } from './draft.ts'

/** Fields that a browser leaves out (an unchecked radio) or that were not typed. */
const optional = z.string().default('')

/** Step 1. `category` is checked against the city's own list by the handler: an unknown one is none. */
export const WhatForm = z.object({
  text: optional
    .transform((text) => text.trim())
    .refine((text) => text !== '', { error: 'filing:error.textMissing', abort: true })
    .refine((text) => lengthOf(text) >= textLimits.min, { error: 'filing:error.textShort', abort: true })
    .refine((text) => lengthOf(text) <= textLimits.max, { error: 'filing:error.textLong' }),
  category: optional,
})

export const CategoryForm = z.object({
  category: z.string({ error: 'filing:error.category' }).min(1, { error: 'filing:error.category' }),
})

const words = optional
  .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
  .refine((text) => lengthOf(text) <= placeLimit, { error: 'filing:error.placeLong' })

/** Step 2. Something must say where: an address, a landmark or a point. */
export const WhereForm = z
  .object({
    address: words,
    landmark: words,
    district: optional,
    lat: optional,
    lon: optional,
    accuracy: optional,
  })
  .transform(({ lat, lon, accuracy, ...rest }) => ({ ...rest, point: pointOf(lat, lon, accuracy) }))
  .refine(({ address, landmark, point }) => address !== '' || landmark !== '' || point !== null, {
    error: 'filing:error.place',
    path: ['address'],
  })
  .refine(({ point }) => (point?.accuracy ?? 0) <= mostMetres, {
    error: 'filing:error.inaccurate',
    path: ['point'],
  })

const decimal = /^-?\d{1,3}(?:\.\d{1,20})?$/

/** The point of three hidden fields. Six digits are 11 cm; anything that is no place on earth is no point. */
export function pointOf(lat: string, lon: string, accuracy: string): Point | null {
  if (!decimal.test(lat) || !decimal.test(lon)) return null
  const point = { lat: rounded(lat), lon: rounded(lon) }
  if (Math.abs(point.lat) > 90 || Math.abs(point.lon) > 180) return null
  return {
    ...point,
    accuracy: /^\d{1,7}(?:\.\d{1,20})?$/.test(accuracy) ? Math.round(Number(accuracy)) : null,
  }
}

const rounded = (degrees: string) => Math.round(Number(degrees) * 1e6) / 1e6

/** Languages in which offices answer: the state language and Russian (domain.md B12, B18). */
export const replyLangs = langs.filter((lang) => lang !== 'en')

const newCheckForm = ({ profile }: City) =>
  z
    .object({
      email: optional.transform((typed) => typed.trim()),
      phone: optional.transform((typed) => typed.trim()),
      replyLang: z.enum(replyLangs, { error: 'filing:error.replyLang' }),
      // Whatever is not plainly public stays with the staff.
      visibility: z.enum(['public', 'staff']).default('public').catch('staff'),
      website: optional,
      seen: optional,
      emailChecked: optional,
    })
    .transform((form, context) => {
      const email = form.email === '' ? null : normaliseEmail(form.email)
      const phone = form.phone === '' ? null : normalisePhone(form.phone, profile.phone)
      const refuse = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: [field], message })
      if (form.email !== '' && email === null) refuse('email', 'filing:error.email')
      if (email !== null && likelyEmail(email) !== null && form.emailChecked !== email) {
        refuse('email', 'filing:error.emailLikely')
      }
      if (form.phone !== '' && phone === null) refuse('phone', 'filing:error.phone')
      return { ...form, email, phone }
    })

const checkForms = new WeakMap<City, ReturnType<typeof newCheckForm>>()

/**
 * Step 3. `website` is a field that people do not see; `seen` and `emailChecked` come back as they were given. Made once
 * for a city as it was read: making a schema takes longer than using it.
 */
export function checkForm(city: City): ReturnType<typeof newCheckForm> {
  const made = checkForms.get(city) ?? newCheckForm(city)
  checkForms.set(city, made)
  return made
}
