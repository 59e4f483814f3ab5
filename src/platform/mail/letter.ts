import path from 'node:path'
import { type Config, projectDir } from '../../config.ts'
import { renderToString } from '../http/page.ts'
import { createRenderer, type Renderer } from '../http/views.ts'
import type { Lang, Translate } from '../i18n/texts.ts'

/** A mail before it is laid out; `views/mails/letter` prints it. Addresses are whole, texts are ready. */
export type Letter = {
  lang: Lang
  subject: string
  site: string
  lead: string
  /** Six digits to be typed. */
  code: string | null
  items: LetterItem[]
  actions: { label: string; href: string }[]
  notes: string[]
  why: string
  /** Below everything: how to change or end these mails. */
  links: { label: string; href: string }[]
}

/** One piece of news. `quote` is what a person wrote, in its own language. */
export type LetterItem = {
  title: string
  href: string
  lines: string[]
  quote: { text: string; lang: string } | null
}

/** The templates of mails; they know no built files. */
export function mailRenderer({ mode }: Pick<Config, 'mode'>): Renderer {
  return createRenderer({
    viewsRoot: path.join(projectDir, 'views'),
    mode,
    asset: (name) => {
      throw new Error(`A mail has no ${name}`)
    },
  })
}

/** Subject and both bodies of a letter. */
export function printLetter(
  renderer: Renderer,
  letter: Letter,
  t: Translate,
): { subject: string; text: string; html: string } {
  return {
    subject: letter.subject,
    text: letterText(letter),
    html: renderToString(renderer, 'mails/letter', { model: letter, t }),
  }
}

function letterText({ lead, code, items, actions, notes, site, why, links }: Letter): string {
  const blocks = [
    lead,
    code ?? '',
    ...items.map(({ title, href, lines, quote }) =>
      [title, ...lines, ...(quote === null ? [] : [`«${quote.text}»`]), href].join('\n'),
    ),
    ...actions.map(({ label, href }) => `${label}:\n${href}`),
    ...notes,
    `-- \n${site}\n${why}`,
    ...links.map(({ label, href }) => `${label}: ${href}`),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}
