import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { type Bounds, isWithin, typedPoint } from '../../../platform/geo/typed-point.ts'
import { onceKey } from '../../../platform/http/once-key.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { type Lang, langs } from '../../../platform/i18n/texts.ts'
import { instantAt } from '../../../platform/time/local-day.ts'
import { parseNumber } from '../../complaints/index.ts'
import type { EventContent, Organiser } from '../content.ts'
import {
  kinds,
  mostOrganisers,
  mostPersons,
  mostPlaces,
  mostRepeats,
  organiserKinds,
  photoRoles,
  repeats,
} from '../rules.ts'
import type { Texts } from '../translated.ts'

const key = (text: TextKey): TextKey => text

const text = (most: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => [...typed].length <= most, { error: key('events:error.long') })

const whole = (least: number, most: number, problem: TextKey) =>
  z
    .string()
    .default('')
    .transform((typed) => (typed.trim() === '' ? null : Number(typed.replaceAll(/\s/g, ''))))
    .refine((n) => n === null || (Number.isInteger(n) && n >= least && n <= most), { error: problem })

export const version = z.coerce.number().int().min(1).catch(0)

const flag = z
  .string()
  .optional()
  .transform((typed) => typed === '1')

type Suffix = 'Kk' | 'Ru' | 'En'

const three = <Name extends string>(name: Name, most: number) =>
  ({ [`${name}Kk`]: text(most), [`${name}Ru`]: text(most), [`${name}En`]: text(most) }) as Record<
    `${Name}${Suffix}`,
    ReturnType<typeof text>
  >

const organiserKind = z.enum(organiserKinds).catch('community')

const organiser = <N extends 1 | 2 | 3>(n: N) =>
  ({
    [`organiser${n}Kind`]: organiserKind,
    [`organiser${n}Name`]: text(150),
    [`organiser${n}Contact`]: text(200),
  }) as Record<`organiser${N}Kind`, typeof organiserKind> &
    Record<`organiser${N}Name` | `organiser${N}Contact`, ReturnType<typeof text>>

const dayText = z
  .string()
  .refine((typed) => typed === '' || z.iso.date().safeParse(typed).success, {
    error: key('events:error.day'),
  })
  .default('')
const timeText = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, { error: key('events:error.time') })
  .default('')

const numbered = Array.from({ length: mostOrganisers }, (_, index) => index + 1)

export const textNames = ['title', 'about', 'programme', 'place', 'entrance', 'bring'] as const

const Flat = z.object({
  key: onceKey,
  version,
  home: z.string().default(''),
  kind: z.enum(kinds, { error: key('events:error.kind') }),
  ...three('title', 160),
  ...three('about', 4000),
  ...three('programme', 3000),
  ...three('place', 300),
  ...three('entrance', 600),
  ...three('bring', 600),
  point: z.string().default(''),
  day: dayText,
  from: timeText,
  till: timeText,
  endDay: dayText,
  langKk: flag,
  langRu: flag,
  langEn: flag,
  streamUrl: z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => typed === '' || /^https:\/\/\S+$/.test(typed), { error: key('events:error.url') }),
  signUp: flag,
  signUpDay: dayText,
  signUpTime: timeText,
  places: whole(1, mostPlaces, key('events:error.places')),
  groupMost: whole(1, mostPersons, key('events:error.groupMost')),
  ...organiser(1),
  ...organiser(2),
  ...organiser(3),
  complaints: text(1000),
})

/** A form of an event, read: what it says, and the numbers of the complaints as twelve digits. */
export type EventForm = {
  formKey: Buffer<ArrayBuffer>
  version: number
  home: string
  content: Omit<EventContent, 'complaintIds'>
  numbers: string[]
}

type Problems = { addIssue(issue: { code: 'custom'; message: string; path: string[] }): void }

/** Times are those of the city's clocks, the point lies in its frame. */
export const EventFormOf = ({ timeZone, bounds }: { timeZone: string; bounds: Bounds | null }) =>
  Flat.transform((flat, context): EventForm => {
    const typed: Record<string, unknown> = flat
    const textsOf = (name: string): Texts => ({
      kk: String(typed[`${name}Kk`]),
      ru: String(typed[`${name}Ru`]),
      en: String(typed[`${name}En`]),
    })
    const title = textsOf('title')
    if (Object.values(title).every((one) => one === '')) problem(context, 'titleKk', 'events:error.title')
    const times = timesOf(flat, timeZone, context)
    const languages = langs.filter((lang) => typed[langField(lang)] === true)
    if (languages.length === 0) problem(context, 'langKk', 'events:error.langs')
    return {
      formKey: flat.key,
      version: flat.version,
      home: flat.home,
      numbers: numbersOf(flat.complaints, context),
      content: {
        kind: flat.kind,
        title,
        about: textsOf('about'),
        programme: textsOf('programme'),
        place: textsOf('place'),
        entrance: textsOf('entrance'),
        bring: textsOf('bring'),
        point: pointOf(flat.point, bounds, context),
        ...times,
        langs: [...languages],
        streamUrl: flat.streamUrl === '' ? null : flat.streamUrl,
        signUp: flat.signUp,
        places: flat.places,
        groupMost: flat.groupMost ?? 5,
        organisers: organisersOf(typed),
      },
    }
  })

export const langField = (lang: Lang): string => `lang${lang[0]?.toUpperCase()}${lang.slice(1)}`

function problem(context: Problems, field: string, message: TextKey): void {
  context.addIssue({ code: 'custom', message, path: [field] })
}

type Times = {
  day: string
  from: string
  till: string
  endDay: string
  signUpDay: string
  signUpTime: string
}

function timesOf(times: Times, timeZone: string, context: Problems) {
  const { day, from, till, endDay, signUpDay, signUpTime } = times
  if (day === '') problem(context, 'day', 'events:error.day')
  if (from === '') problem(context, 'from', 'events:error.time')
  if (till === '') problem(context, 'till', 'events:error.time')
  if (day === '' || from === '' || till === '') return { startsAt: 0, endsAt: 0, signUpUntil: 0 }
  const at = (onDay: string, time: string) =>
    instantAt(Temporal.PlainDate.from(onDay), time, timeZone).epochMilliseconds
  const startsAt = at(day, from)
  const endsAt = at(endDay || day, till)
  if (endsAt <= startsAt) problem(context, 'till', 'events:error.order')
  const signUpUntil = signUpDay === '' ? startsAt : at(signUpDay, signUpTime || '23:59')
  if (signUpDay !== '' && signUpUntil > endsAt) problem(context, 'signUpDay', 'events:error.signUpUntil')
  return { startsAt, endsAt, signUpUntil }
}

function pointOf(typed: string, bounds: Bounds | null, context: Problems): EventContent['point'] {
  if (typed.trim() === '') return null
  const point = typedPoint(typed)
  if (point === null) problem(context, 'point', 'events:error.point')
  else if (bounds !== null && !isWithin(point, bounds)) problem(context, 'point', 'events:error.pointOutside')
  return point
}

function organisersOf(typed: Record<string, unknown>): Organiser[] {
  return numbered.flatMap((n) => {
    const name = String(typed[`organiser${n}Name`])
    if (name === '') return []
    const kind = typed[`organiser${n}Kind`] as Organiser['kind']
    return [{ kind, name, contact: String(typed[`organiser${n}Contact`]) }]
  })
}

function numbersOf(typed: string, context: Problems): string[] {
  const numbers = typed
    .split(/[\s,;]+/)
    .filter((one) => one !== '')
    .map(parseNumber)
  const good = numbers.flatMap((one) => (one.ok ? [one.number] : []))
  if (good.length < numbers.length) problem(context, 'complaints', 'events:error.complaints')
  return [...new Set(good)]
}

export const VersionForm = z.object({ version })

export const CancelForm = z
  .object({ version, reasonKk: text(600), reasonRu: text(600), reasonEn: text(600) })
  .refine(({ reasonKk, reasonRu }) => reasonKk.length >= 5 || reasonRu.length >= 5, {
    error: key('events:error.reason'),
    path: ['reasonKk'],
  })

export const RepeatForm = z.object({
  key: onceKey,
  every: z.enum(repeats, { error: key('events:error.every') }),
  times: whole(1, mostRepeats, key('events:error.times')).refine((n) => n !== null, {
    error: key('events:error.times'),
  }),
})

const sum = (most: number) => whole(0, most, key('events:error.sum')).transform((n) => n ?? 0)

export const ResultsForm = z.object({
  version,
  /** Of the organiser's words in the fields; 0: none. */
  draft: version.transform((n) => (n === 0 ? null : n)),
  participants: whole(0, 1_000_000, key('events:error.sum')).refine((n) => n !== null, {
    error: key('events:error.sum'),
  }),
  hours: sum(1_000_000),
  bags: sum(1_000_000),
  textKk: text(4000),
  textRu: text(4000),
  textEn: text(4000),
})

/** To whom a link is given, and which one ends with it. */
export const OrganiserLinkForm = z.object({
  key: onceKey,
  organiser: text(120).refine((typed) => typed.length >= 2, { error: key('events:error.organiser') }),
  instead: version.transform((id) => (id === 0 ? null : id)),
})

/** How many came; empty takes it back. */
export const CheckInForm = z.object({ came: whole(0, 100, key('events:error.sum')) })

/** `wished`: the person asked for it. */
export const RemoveForm = z.object({
  wished: z
    .string()
    .default('')
    .transform((pressed) => pressed === '1'),
})

export const PictureForm = z.object({ role: z.enum(photoRoles, { error: key('events:error.role') }) })

export const MaterialForm = z.object({
  title: text(150).refine((typed) => typed !== '', { error: key('events:error.paperTitle') }),
  lang: z.enum(langs).catch('ru'),
})

export const SettleForm = z.object({
  answer: text(3000),
  state: z.enum(['shown', 'refused'], { error: key('events:error.state') }),
})

export const DeclineForm = z.object({
  reason: text(1000).refine((typed) => typed.length >= 10, { error: key('events:error.decline') }),
})

export const AcceptForm = z.object({ home: z.string().default('') })
