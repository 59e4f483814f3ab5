import { z } from 'zod'
import type { TextKey } from '../../platform/i18n/text-key.ts'
import { langs } from '../../platform/i18n/texts.ts'
import { normalEmail } from './email.ts'
import { type PasswordOwner, type PasswordProblem, passwordProblem } from './sign-in/password-rules.ts'

const key = (text: TextKey): TextKey => text

export const SignInForm = z.object({
  email: z
    .string({ error: key('accounts:signIn.emailMissing') })
    .transform(normalEmail)
    .pipe(
      z
        .string()
        .min(1, { error: key('accounts:signIn.emailMissing') })
        .max(254, { error: key('accounts:signIn.emailBad') })
        .regex(/^[^@\s]+@[^@\s]+$/, { error: key('accounts:signIn.emailBad') }),
    ),
  password: z
    .string({ error: key('accounts:signIn.passwordMissing') })
    .min(1, { error: key('accounts:signIn.passwordMissing') }),
})

const problemKeys: Record<PasswordProblem, TextKey> = {
  short: 'accounts:setUp.problem.short',
  long: 'accounts:setUp.problem.long',
  personal: 'accounts:setUp.problem.personal',
  common: 'accounts:setUp.problem.common',
  pattern: 'accounts:setUp.problem.pattern',
}

/** The new password of `owner`, typed twice. */
export const setUpForm = (owner: PasswordOwner) =>
  z
    .object({ password: z.string().default(''), repeat: z.string().default('') })
    .superRefine(({ password, repeat }, form) => {
      const problem = passwordProblem(password, owner)
      const add = (field: string, message: TextKey) =>
        form.addIssue({ code: 'custom', path: [field], message })
      if (problem !== null) add('password', problemKeys[problem])
      else if (repeat !== password) add('repeat', 'accounts:setUp.problem.mismatch')
    })

/** A session by the hash of its id, as the list names it. */
export const EndSessionForm = z.object({
  session: z
    .string()
    .regex(/^[\w-]{43}$/)
    .transform((hash) => Buffer.from(hash, 'base64url')),
})

export const LanguageForm = z.object({ lang: z.enum(langs), back: z.string().default('') })
