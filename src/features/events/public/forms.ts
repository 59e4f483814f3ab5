import { z } from 'zod'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { City } from '../../city/index.ts'
import { normaliseEmail, normalisePhone } from '../../complaints/index.ts'
import { kinds, mostPersons } from '../rules.ts'

const key = (text: TextKey): TextKey => text

const line = (most: number, problem: { empty?: TextKey; long: TextKey }) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => problem.empty === undefined || typed !== '', { error: problem.empty ?? problem.long })
    .refine((typed) => [...typed].length <= most, { error: problem.long })

const personsOf = (most: number, problem: TextKey) =>
  z
    .string()
    .default('1')
    .transform((typed) => Number(typed.trim()))
    .refine((persons) => Number.isInteger(persons) && persons >= 1 && persons <= most, { error: problem })

/** Who it is and how they are told: one way is enough, and each must be one that reaches somebody. */
const contactFields = (city: City) => ({
  name: line(100, { empty: key('events:error.name'), long: key('events:error.long') }),
  email: z
    .string()
    .default('')
    .transform((typed, context) => {
      if (typed.trim() === '') return null
      const email = normaliseEmail(typed)
      if (email === null) context.addIssue({ code: 'custom', message: key('events:error.email') })
      return email
    }),
  phone: z
    .string()
    .default('')
    .transform((typed, context) => {
      if (typed.trim() === '') return null
      const phone = normalisePhone(typed, city.profile.phone)
      if (phone === null) context.addIssue({ code: 'custom', message: key('events:error.phone') })
      return phone
    }),
  consent: z.literal('1', { error: key('events:error.consent') }),
  ticket: z.string().default(''),
  /** People do not see it. */
  website: z.string().default(''),
})

const reachable = { error: key('events:error.contact'), path: ['email'] }

export const SignUpForm = (city: City, groupMost: number) =>
  z
    .object({ ...contactFields(city), persons: personsOf(groupMost, key('events:error.persons')) })
    .refine(({ email, phone }) => email !== null || phone !== null, reachable)

export const GroupForm = (groupMost: number) =>
  z.object({ persons: personsOf(groupMost, key('events:error.persons')) })

export const AskForm = (city: City) =>
  z
    .object({
      ...contactFields(city),
      kind: z.enum(kinds, { error: key('events:error.kind') }),
      text: line(2000, { empty: key('events:error.wish'), long: key('events:error.long') }),
      place: line(300, { long: key('events:error.long') }),
      wished: line(200, { long: key('events:error.long') }),
      expected: z
        .string()
        .default('')
        .transform((typed) => (typed.trim() === '' ? null : Number(typed.trim())))
        .refine((n) => n === null || (Number.isInteger(n) && n >= 1 && n <= 100_000), {
          error: key('events:error.expected'),
        }),
    })
    .refine(({ email, phone }) => email !== null || phone !== null, reachable)

export const QuestionForm = z.object({
  text: line(1000, { empty: key('events:error.question'), long: key('events:error.long') }).refine(
    (text) => text.length >= 10,
    { error: key('events:error.question') },
  ),
  ticket: z.string().default(''),
  website: z.string().default(''),
})

export const groupOptions = (most: number): string[] =>
  Array.from({ length: Math.min(most, mostPersons) }, (_, index) => String(index + 1))
