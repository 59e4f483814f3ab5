import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Option, SummaryError } from '../../../platform/http/parts.ts'
import { complaintPaths } from '../../complaints/index.ts'
import { guidePaths } from '../paths.ts'
import { verdictReasons } from '../rules.ts'
import { guideCrumbs, type Place } from './place.ts'

export type HelpedModel = PageModel & {
  back: Link
  done: boolean
  message: Alert | null
  errors: SummaryError[]
  action: string
  ticket: string
  reasons: Option[]
  reason: { value: string; error: string }
  words: { value: string; error: string }
  /** What else to do. */
  report: Link
}

export const helpedPage = definePage<HelpedModel>('guides/helped')

export type HelpedInput = {
  guide: { slug: string; title: string; category: string | undefined }
  ticket: string
  done?: boolean
  problem?: 'old' | 'often' | null
  typed?: Typed
  errors?: FieldErrors
}

/** Why did it not help? */
export function helpedModel(input: HelpedInput, place: Omit<Place, 'directory'>): HelpedModel {
  const { guide, ticket, done = false, problem = null, typed = {}, errors = {} } = input
  const { lang, t, city } = place
  const sentence = (field: string) => (errors[field] === undefined ? '' : t(errors[field]))
  const href = guidePaths.show(lang, city.slug, guide.slug)
  return {
    page: {
      title: t(done ? 'guides:helped.doneTitle' : 'guides:helped.title'),
      crumbs: guideCrumbs(place, { href, label: guide.title }),
      noindex: true,
    },
    back: { href, label: t('guides:helped.back') },
    done,
    message: problem === null ? null : { text: t(`guides:error.${problem}`), tone: 'warning' },
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    action: guidePaths.helped(lang, city.slug, guide.slug),
    ticket,
    reasons: verdictReasons.map((value) => ({ value, label: t(`guides:reason.${value}`) })),
    reason: { value: typed['reason'] ?? '', error: sentence('reason') },
    words: { value: typed['words'] ?? '', error: sentence('words') },
    report: {
      href: complaintPaths.new(
        lang,
        city.slug,
        guide.category === undefined ? {} : { category: guide.category },
      ),
      label: t('guides:show.report'),
    },
  }
}
