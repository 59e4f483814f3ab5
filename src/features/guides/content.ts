import { z } from 'zod'

/** What a guide says in one language; lists are in their order. Everything is plain text. */
export const GuideContent = z.object({
  title: z.string(),
  /** The answer in two lines. */
  summary: z.string(),
  /** Words by which people look for it beside those of the text. */
  keywords: z.array(z.string()).default([]),
  steps: z.array(z.string()).default([]),
  needs: z.array(z.string()).default([]),
  cost: z.string().default(''),
  term: z.string().default(''),
  law: z.string().default(''),
  links: z.array(z.object({ label: z.string(), href: z.string() })).default([]),
  faq: z.array(z.object({ question: z.string(), answer: z.string() })).default([]),
  /** What nobody has confirmed yet: the page tells readers to check it with the office. */
  unchecked: z.array(z.string()).default([]),
})
export type GuideContent = z.infer<typeof GuideContent>

/** The parts in the order in which they are written, shown and compared. */
export const contentFields = [
  ...(['title', 'summary', 'keywords', 'steps', 'needs', 'cost', 'term', 'law'] as const),
  ...(['links', 'faq', 'unchecked'] as const),
] as const
export type ContentField = (typeof contentFields)[number]

/** Each part as the lines that staff edit: one item a line, `label | address`, questions apart by an empty line. */
export function contentAsTyped(content: GuideContent): Record<ContentField, string> {
  return {
    title: content.title,
    summary: content.summary,
    keywords: content.keywords.join(', '),
    steps: content.steps.join('\n'),
    needs: content.needs.join('\n'),
    cost: content.cost,
    term: content.term,
    law: content.law,
    links: content.links.map(({ label, href }) => `${label} | ${href}`).join('\n'),
    faq: content.faq.map(({ question, answer }) => `${question}\n${answer}`).join('\n\n'),
    unchecked: content.unchecked.join('\n'),
  }
}

export const linesOf = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

export const keywordsOf = (typed: string): string[] =>
  typed
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter(Boolean)

/** `null` for a line that is no link. */
export function linkOf(line: string): { label: string; href: string } | null {
  const [label = '', href = '', ...rest] = line.split('|').map((part) => part.trim())
  const isLink = rest.length === 0 && label !== '' && /^https:\/\/[^\s/]+\.[^\s]+$/.test(href)
  return isLink ? { label, href } : null
}

/** The first line of each block is the question. `null` for a block without an answer. */
export function faqOf(block: string): { question: string; answer: string } | null {
  const [question = '', ...answer] = linesOf(block)
  return answer.length === 0 ? null : { question, answer: answer.join(' ') }
}

/** All words of a guide, for search and for the hints on plain language. */
export const sentencesOf = (content: GuideContent): string[] => [
  content.summary,
  ...content.steps,
  ...content.needs,
  content.cost,
  content.term,
  ...content.faq.flatMap(({ question, answer }) => [question, answer]),
]
