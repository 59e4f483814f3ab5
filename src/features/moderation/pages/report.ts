import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Option, SummaryError } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import type { City } from '../../city/index.ts'
import { complaintPaths, formatNumber, hideGrounds } from '../../complaints/index.ts'
import { kindOf } from './queue.ts'

export const groundOptions = (t: Translate): Option[] =>
  hideGrounds.map((ground) => ({ value: ground, label: t(`complaints:hideGround.${ground}`) }))

export type ReportModel = PageModel & {
  back: Link
  /** What the report is about, in words. */
  about: string
  quote: { text: string; lang: string } | null
  done: boolean
  message: Alert | null
  errors: SummaryError[]
  form: {
    action: string
    ticket: string
    grounds: Option[]
    ground: { value: string; error: string }
    text: { value: string; error: string }
    email: { value: string; error: string }
  }
}

export const reportPage = definePage<ReportModel>('moderation/report')

export type Reported = { part: string; quote: { text: string; lang: string } | null }

export type ReportInput = {
  city: City
  lang: Lang
  t: Translate
  number: string
  reported: Reported
  ticket: string
  typed?: Typed
  errors?: FieldErrors
  problem?: 'old' | 'often' | null
  done?: boolean
}

/** The form that stands behind "report a violation". */
export function reportModel(input: ReportInput): ReportModel {
  const {
    city,
    lang,
    t,
    number,
    reported,
    ticket,
    typed = {},
    errors = {},
    problem = null,
    done = false,
  } = input
  const sentence = (field: string) => (errors[field] === undefined ? '' : t(errors[field]))
  const part = reported.part === 'complaint' ? undefined : reported.part
  const field = (name: string) => ({ value: typed[name] ?? '', error: sentence(name) })
  return {
    page: { title: t('moderation:report.title'), crumbs: [], noindex: true },
    back: { href: complaintPaths.show(lang, city.slug, number), label: t('moderation:report.back') },
    about: t(`moderation:part.${kindOf(reported.part)}`, { number: formatNumber(number) }),
    quote: reported.quote,
    done,
    message: problem === null ? null : { text: t(`moderation:report.${problem}`), tone: 'warning' },
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    form: {
      action: complaintPaths.report(lang, city.slug, number, part),
      ticket,
      grounds: groundOptions(t),
      ground: field('ground'),
      text: field('text'),
      email: field('email'),
    },
  }
}
