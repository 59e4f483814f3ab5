import { z } from 'zod'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import type { GuideAbout } from '../actions/create-guide.ts'
import { faqOf, type GuideContent, keywordsOf, linesOf, linkOf } from '../content.ts'
import { reservedSlugs } from '../paths.ts'
import { requestStates, slugOf } from '../rules.ts'

const key = (text: TextKey): TextKey => text
const tooLong = { error: key('writing:error.long') }

const text = (most: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => [...typed].length <= most, tooLong)

/** A field of several lines, each an item. */
const lines = (most: number, mostLetters: number) =>
  z
    .string()
    .default('')
    .transform(linesOf)
    .refine((items) => items.length <= most, { error: key('writing:error.many') })
    .refine((items) => items.every((item) => [...item].length <= mostLetters), tooLong)

/** Every item read by `read`, or the error of the first that cannot be. */
const items = <Item>(read: (typed: string) => Item | null, error: TextKey) =>
  z.array(z.string()).transform((typed, context) => {
    const found = typed.map(read).filter((item) => item !== null)
    if (found.length === typed.length) return found
    context.addIssue({ code: 'custom', message: error })
    return z.NEVER
  })

const blocks = z
  .string()
  .default('')
  .transform((typed) =>
    typed
      .split(/\n[ \t]*\n/)
      .map((block) => block.trim())
      .filter(Boolean),
  )
  .refine((found) => found.length <= 12, { error: key('writing:error.many') })
  .refine((found) => found.every((block) => [...block].length <= 1200), tooLong)

/** The words of a version; a draft may lack everything but its title. */
export const ContentForm = z.object({
  title: text(120).refine((typed) => typed !== '', { error: key('writing:error.title') }),
  summary: text(300),
  keywords: z
    .string()
    .default('')
    .transform(keywordsOf)
    .refine((words) => words.length <= 40 && words.every((word) => word.length <= 60), tooLong),
  steps: lines(15, 600),
  needs: lines(15, 300),
  cost: text(300),
  term: text(300),
  law: text(500),
  links: lines(10, 400).pipe(items(linkOf, key('writing:error.link'))),
  faq: blocks.pipe(items(faqOf, key('writing:error.faq'))),
  unchecked: lines(10, 400),
}) satisfies z.ZodType<GuideContent>

const number = z.coerce.number().int().min(0).catch(0)
const note = text(500)
const needed = note.refine((typed) => [...typed].length >= 5, { error: key('writing:error.note') })

export const SeenForm = z.object({ revision: number })
export const ReturnForm = z.object({ revision: number, note: needed })
export const WithdrawForm = z.object({ note: needed })
export const VerdictsForm = z.object({ last: number })

const codes = z
  .array(z.string())
  .transform((all) => [...new Set(all.filter((code) => /^[\w-]{1,40}$/.test(code)))])

/** Fields `topic.<code>`, `call.<code>`, `category1`… and `office1`…, as lists of codes. */
function aboutOf(typed: unknown): unknown {
  if (typeof typed !== 'object' || typed === null) return typed
  const fields = Object.entries(typed).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '',
  )
  const after = (prefix: string) =>
    fields.flatMap(([name]) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
  const chosen = (prefix: string) =>
    fields
      .filter(([name]) => new RegExp(`^${prefix}\\d$`).test(name))
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([, value]) => value)
  return {
    ...typed,
    topics: after('topic.'),
    emergency: after('call.'),
    categories: chosen('category'),
    offices: chosen('office'),
  }
}

const slug = text(60)
  .transform((typed) => typed.toLowerCase())
  .refine((typed) => typed === '' || slugOf(typed) === typed, { error: key('writing:error.slug') })
  .refine((typed) => !reservedSlugs.includes(typed), { error: key('writing:error.slugTaken') })

const about = {
  slug,
  topics: codes,
  emergency: codes,
  categories: codes,
  offices: codes,
  owner: z
    .string()
    .default('')
    .transform((typed) => (/^\d{1,9}$/.test(typed) ? Number(typed) : null)),
}

/** What is the same in every language. Whether codes and owner are the city's is checked by the handler. */
export const AboutForm = z.preprocess(
  aboutOf,
  z.object({ ...about, version: number }).refine((form) => form.slug !== '', {
    error: key('writing:error.slug'),
    path: ['slug'],
  }),
)

/** The same with the first words of a new guide. */
export const FreshForm = z.preprocess(
  aboutOf,
  z.object({
    ...about,
    city: z.string().default(''),
    request: number,
    lang: z.enum(langs, { error: key('writing:error.lang') }),
    title: text(120).refine((typed) => slugOf(typed) !== '', { error: key('writing:error.title') }),
  }),
)

/** What a form of either kind says about a guide. */
export const aboutIn = (form: Omit<z.output<typeof AboutForm>, 'version'>, title = ''): GuideAbout => ({
  slug: form.slug === '' ? slugOf(title) : form.slug,
  topics: form.topics,
  categories: form.categories,
  offices: form.offices,
  emergency: form.emergency,
  ownerOfficeId: form.owner,
})

export const RequestForm = z
  .object({
    version: number,
    state: z.enum(requestStates, { error: key('writing:error.state') }),
    title: text(300),
    reason: text(500),
    guide: z
      .string()
      .default('')
      .transform((typed) => (/^\d{1,9}$/.test(typed) ? Number(typed) : null)),
  })
  .refine(({ state, reason }) => state !== 'declined' || [...reason].length >= 5, {
    error: key('writing:error.note'),
    path: ['reason'],
  })
  .refine(({ state, guide }) => state !== 'published' || guide !== null, {
    error: key('writing:error.guide'),
    path: ['guide'],
  })
