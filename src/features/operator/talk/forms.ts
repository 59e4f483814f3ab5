import { z } from 'zod'
import { type FieldErrors, typedFields } from '../../../platform/http/form.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { City } from '../../city/index.ts'
import {
  isInCity,
  isPlaceComplete,
  isTextComplete,
  likelyEmail,
  normaliseEmail,
  normalisePhone,
  placeLimit,
  pointOf,
  textLimits,
} from '../../complaints/index.ts'
import { wishes } from './details.ts'
import { typedAnswers } from './questions.ts'

/** How somebody reaches the desk. */
export const deskChannels = ['phone', 'front_office', 'letter', 'whatsapp', 'email'] as const
export type DeskChannel = (typeof deskChannels)[number]

/** In these the person is there and hears the words about personal data. */
export const spokenChannels: ReadonlySet<DeskChannel> = new Set(['phone', 'front_office', 'whatsapp'])

export const deskLangs = ['kk', 'ru'] as const
export type DeskLang = (typeof deskLangs)[number]

/** `later`: read back and agreed to without a network, sent by the page when there is one again. */
export const talkActs = [
  'check',
  'file',
  'hold',
  'caller',
  'find',
  'noPoint',
  'answered',
  'callBack',
  'drop',
  'panel',
  'keep',
  'later',
  'takeApart',
] as const

/** Longer than any field may be: so much is kept of what is typed, the rest is said to be too long. */
const kept = (most: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.slice(0, most))
const line = kept(300).transform((typed) => typed.replaceAll(/\s+/g, ' ').trim())
const box = z
  .string()
  .default('')
  .transform((value) => value === '1')

/** What is typed of a conversation at any moment: kept as it is, judged by `readBackForm`. */
export const TalkForm = z.object({
  act: z.enum(talkActs).catch('check'),
  key: z.string().default(''),
  channel: z.enum(deskChannels).catch('phone'),
  caller: line,
  letterOn: line,
  text: kept(textLimits.max * 2).transform((typed) => typed.trim()),
  category: line,
  otherCategory: line,
  /** Of the questions of a category, by the names of their fields. */
  answers: z.record(z.string(), z.string()).default({}),
  address: line,
  match: line,
  landmark: line,
  district: line,
  lat: line,
  lon: line,
  replyLang: z.enum(deskLangs).catch('kk'),
  wish: z.enum(wishes).catch('number'),
  phone: line,
  email: line,
  readOut: box,
  isPrivate: box,
  answer: kept(textLimits.max * 2).transform((typed) => typed.trim()),
  callDay: line,
  callTime: line,
  callName: line,
  callWhy: line,
  seen: z.string().default(''),
  join: z.string().default(''),
  remove: z.string().default(''),
  /** Of a letter. */
  removeScan: z.string().default(''),
  /** An e-mail as it came, to be taken apart. */
  pasted: kept(20_000),
  number: line,
  office: line,
})
export type TalkFields = z.infer<typeof TalkForm>

/** The fields of a form as it was sent. */
export function talkFields(body: unknown): TalkFields {
  const typed = typedFields(body)
  return { ...TalkForm.parse(typed), answers: typedAnswers(typed) }
}

/** `today`: the ISO day of the city. `faults`: what is wrong with answers to the questions of the category. */
export type ReadBackOf = { city: City; today: string; faults: FieldErrors }

/** What must be right before a complaint is read back. */
export const readBackForm = ({ city, today, faults }: ReadBackOf) =>
  TalkForm.transform((form, context) => {
    const refuse = (field: string, message: TextKey) =>
      context.addIssue({ code: 'custom', path: [field], message })
    const { text, address, landmark, wish, channel, letterOn } = form
    const { profile } = city
    if (!isTextComplete(text))
      refuse('text', text.length < textLimits.min ? 'operator:error.textShort' : 'operator:error.textLong')
    for (const [name, fault] of Object.entries(faults)) if (fault !== undefined) refuse(name, fault)
    const point = pointOf(form.lat, form.lon, '')
    const place = { address, landmark, district: null, point }
    if (point !== null && !isInCity(point, city)) refuse('point', 'filing:error.outside')
    if (!isPlaceComplete(place)) refuse('address', 'operator:error.place')
    if ([address, landmark].some((words) => [...words].length > placeLimit)) {
      refuse('address', 'operator:error.placeLong')
    }
    const isLetter = channel === 'letter' && letterOn !== ''
    if (isLetter && !isPastDay(letterOn, today)) refuse('letterOn', 'operator:error.letterOn')
    const phone = wish === 'phone' ? normalisePhone(form.phone || form.caller, profile.phone) : null
    const email = wish === 'email' ? normaliseEmail(form.email) : null
    if (wish === 'phone' && phone === null) refuse('phone', 'operator:error.phone')
    if (wish === 'email' && email === null) refuse('email', 'operator:error.email')
    if (email !== null && likelyEmail(email) !== null) refuse('email', 'operator:error.emailLikely')
    if (spokenChannels.has(channel) && !form.readOut) refuse('readOut', 'operator:error.readOut')
    return { ...form, phone, email, letterOn: isLetter ? letterOn : null }
  })
export type ReadBack = z.infer<ReturnType<typeof readBackForm>>

const isDay = (text: string) => z.iso.date().safeParse(text).success
const isPastDay = (text: string, today: string) => isDay(text) && text <= today

/** What an answer on the spot needs to be counted. */
export const AnsweredForm = TalkForm.transform((form, context) => {
  if ([...form.text].length < 3)
    context.addIssue({ code: 'custom', path: ['text'], message: 'operator:error.question' })
  if ([...form.answer].length < 3) {
    context.addIssue({ code: 'custom', path: ['answer'], message: 'operator:error.answer' })
  }
  return form
})

/** Somebody who is to be called back. */
export const callBackForm = ({ profile }: City) =>
  TalkForm.transform((form, context) => {
    const refuse = (field: string, message: TextKey) =>
      context.addIssue({ code: 'custom', path: [field], message })
    const phone = normalisePhone(form.caller, profile.phone)
    if (phone === null) refuse('caller', 'operator:error.callPhone')
    if (!isDay(form.callDay)) refuse('callDay', 'operator:error.callDay')
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(form.callTime)) refuse('callTime', 'operator:error.callTime')
    if (form.callWhy.length < 3) refuse('callWhy', 'operator:error.callWhy')
    return { ...form, phone: phone ?? '' }
  })
