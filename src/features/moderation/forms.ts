import { z } from 'zod'
import { hideGrounds, partOf } from '../complaints/index.ts'

const text = (most: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => [...typed].length <= most, { error: 'moderation:error.long' })

const ground = z.enum(hideGrounds, { error: 'moderation:error.ground' })

/** What somebody says about a part. `website` is a field that people do not see. */
export const ReportForm = z
  .object({
    ground,
    text: text(1000),
    email: z
      .string()
      .default('')
      .transform((typed) => typed.trim()),
    ticket: z.string().default(''),
    website: z.string().default(''),
  })
  .refine((form) => form.ground !== 'other' || form.text !== '', {
    error: 'moderation:error.words',
    path: ['text'],
  })
  .refine(({ email }) => email === '' || z.email().max(254).safeParse(email).success, {
    error: 'moderation:error.email',
    path: ['email'],
  })

const reason = text(1000).refine((typed) => typed.length >= 10, { error: 'moderation:error.reason' })
const version = z.coerce.number().int().min(1).catch(0)
const part = z
  .string()
  .default('')
  .transform((name, context) => {
    const found = partOf(name)
    if (found !== null && found.kind !== 'complaint') return found
    context.addIssue({ code: 'custom', message: 'moderation:error.part' })
    return z.NEVER
  })

/** What each decision asks for; `version` is what the moderator had seen. */
export const decisionForms = {
  publish: z.object({ version, visible: text(4000) }),
  hide: z.object({ version, ground, reason }),
  conceal: z.object({ version, part, ground, reason }),
  reveal: z.object({ version, part, reason }),
  dismiss: z.object({ version, part: z.string().default('') }),
}
