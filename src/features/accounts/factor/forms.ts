import { z } from 'zod'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { Proof } from '../actions/prove-identity.ts'

const key = (text: TextKey): TextKey => text

/** Names of the fields of a proof; no other form has such, so they can stand beside the fields of any. */
export const proofFields = ['proof_code', 'proof_passkey', 'proof_password'] as const

const short = z.string().max(100).default('')

/** A code, the answer of a passkey, or the password: whatever was filled in. */
export const ProofForm = z
  .object({ proof_code: short, proof_passkey: z.string().max(20_000).default(''), proof_password: short })
  .transform((fields, form): Proof => {
    if (fields.proof_passkey !== '') return { passkey: fields.proof_passkey }
    if (fields.proof_password !== '') return { password: fields.proof_password }
    if (fields.proof_code.trim() !== '') return { code: fields.proof_code }
    form.addIssue({ code: 'custom', path: ['proof_code'], message: key('accounts:factor.codeMissing') })
    return z.NEVER
  })

/** The first code of a new app. `secret` is sealed for this session. */
export const AppForm = z.object({
  secret: z.string().regex(/^[\w-]{40,400}$/),
  code: z
    .string({ error: key('accounts:factor.codeMissing') })
    .transform((code) => code.replaceAll(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, { error: key('accounts:factor.sixDigits') })),
})

export const PasskeyForm = z.object({ passkey: z.string().min(1).max(20_000) })

export const RemoveForm = z.object({
  factor: z
    .string()
    .regex(/^(?:app|passkey:[\w-]{1,1500})$/)
    .transform((name) => (name === 'app' ? ('app' as const) : { passkey: name.slice('passkey:'.length) })),
})
