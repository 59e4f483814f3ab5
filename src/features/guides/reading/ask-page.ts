import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, SummaryError } from '../../../platform/http/parts.ts'
import type { Catalogue, ListedGuide } from '../catalogue.ts'
import { guidePaths } from '../paths.ts'
import { type GuideCard, guideCard } from './guide-card.ts'
import { guideCrumbs, type Place } from './place.ts'

export type AskModel = PageModel & {
  done: boolean
  queue: Link
  back: Link
  message: Alert | null
  errors: SummaryError[]
  action: string
  ticket: string
  words: { value: string; error: string }
  email: { value: string; error: string }
  /** Guides that may answer what is asked for. */
  maybe: GuideCard[]
}

export const askPage = definePage<AskModel>('guides/ask')

export type AskInput = {
  catalogue: Catalogue
  ticket: string
  maybe: readonly ListedGuide[]
  done?: boolean
  problem?: 'old' | 'often' | null
  typed?: Typed
  errors?: FieldErrors
}

/** "I did not find my situation." */
export function askModel(input: AskInput, place: Omit<Place, 'directory'>): AskModel {
  const { catalogue, ticket, maybe, done = false, problem = null, typed = {}, errors = {} } = input
  const { lang, t, city } = place
  const sentence = (field: string) => (errors[field] === undefined ? '' : t(errors[field]))
  const field = (name: string) => ({ value: typed[name] ?? '', error: sentence(name) })
  const around = { lang, t, slug: city.slug, topics: catalogue.topics }
  return {
    page: {
      title: t(done ? 'guides:ask.doneTitle' : 'guides:ask.title'),
      crumbs: guideCrumbs(place),
      noindex: true,
    },
    done,
    queue: { href: guidePaths.requests(lang, city.slug), label: t('guides:requests.title') },
    back: { href: guidePaths.list(lang, city.slug), label: t('guides:list.all') },
    message: problem === null ? null : { text: t(`guides:error.${problem}`), tone: 'warning' },
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    action: guidePaths.ask(lang, city.slug),
    ticket,
    words: field('words'),
    email: field('email'),
    maybe: maybe.slice(0, 3).map((guide) => guideCard(guide, around)),
  }
}
