import { z } from 'zod'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { normalEmail } from '../email.ts'
import { roleOfCode } from './rules.ts'

const key = (text: TextKey): TextKey => text

const words = (missing: TextKey, max: number) =>
  z
    .string({ error: missing })
    .transform((text) => text.trim().replaceAll(/\s+/g, ' '))
    .pipe(
      z
        .string()
        .min(1, { error: missing })
        .max(max, { error: key('accounts:people.error.long') }),
    )

const role = z
  .string({ error: key('accounts:people.error.role') })
  .transform(roleOfCode)
  .refine((found) => found !== null, { error: key('accounts:people.error.role') })

const position = words(key('accounts:people.error.position'), 120)

export const InviteForm = z.object({
  name: words(key('accounts:people.error.name'), 120),
  email: z
    .string({ error: key('accounts:signIn.emailMissing') })
    .transform(normalEmail)
    .pipe(
      z
        .string()
        .min(1, { error: key('accounts:signIn.emailMissing') })
        .max(254, { error: key('accounts:signIn.emailBad') })
        .regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, { error: key('accounts:signIn.emailBad') }),
    ),
  positionKk: position,
  positionRu: position,
  positionEn: position,
  lang: z.enum(langs, { error: key('accounts:people.error.lang') }),
  role,
})

export const RoleForm = z.object({ role })

const day = z
  .string({ error: key('accounts:people.error.day') })
  .refine((text) => z.iso.date().safeParse(text).success, { error: key('accounts:people.error.day') })

/** `today` is the ISO day of the city; a year is the most. */
export const substituteForm = (today: string) =>
  z
    .object({
      substitute: z
        .string({ error: key('accounts:people.error.substitute') })
        .regex(/^[1-9]\d{0,8}$/, { error: key('accounts:people.error.substitute') })
        .transform(Number),
      fromOn: day,
      toOn: day,
    })
    .superRefine(({ fromOn, toOn }, form) => {
      const add = (path: string, message: TextKey) => form.addIssue({ code: 'custom', path: [path], message })
      if (toOn < fromOn) add('toOn', 'accounts:people.error.order')
      else if (toOn < today) add('toOn', 'accounts:people.error.past')
      else if (Number(toOn.slice(0, 4)) > Number(today.slice(0, 4)) + 1)
        add('toOn', 'accounts:people.error.far')
    })

export const EndSubstituteForm = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
})
