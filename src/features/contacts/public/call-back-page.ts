import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, SummaryError } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import { type City, hoursInWords, phoneInWords, telHref } from '../../city/index.ts'
import { contactPaths } from '../paths.ts'

type Field = { value: string; error: string }

export type CallBackModel = PageModel & {
  back: Link
  done: boolean
  message: Alert | null
  errors: SummaryError[]
  /** When the operators work; empty: the city has not said. */
  hours: string[]
  /** From when somebody will call. */
  when: string
  /** To call instead of waiting. */
  phones: Link[]
  form: {
    action: string
    ticket: string
    fields: Record<'phone' | 'name' | 'about' | 'consent', Field>
  }
}

export const callBackPage = definePage<CallBackModel>('contacts/call-back')

export type CallBackInput = {
  city: City
  lang: Lang
  t: Translate
  ticket: string
  /** When the operators begin next, milliseconds UTC; `now` while they work; null: not known. */
  opensAt: number | 'now' | null
  typed: Typed
  errors?: FieldErrors
  message?: 'old' | 'often' | 'quick' | null
  done?: boolean
}

/** The form behind "call me back". */
export function callBackModel(input: CallBackInput): CallBackModel {
  const { city, lang, t, ticket, typed, errors = {}, message = null, done = false } = input
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  const field = (name: string): Field => ({ value: typed[name] ?? '', error: sentence(name) })
  const { desk } = city.profile
  return {
    page: { title: t('contacts:callBack.title'), noindex: true },
    back: { href: contactPaths.page(lang, city.slug), label: t('contacts:title') },
    done,
    message: message === null ? null : { text: t(`contacts:callBack.${message}`), tone: 'warning' },
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    hours: (desk?.hours ?? []).map((one) => hoursInWords(one, lang)),
    when: whenOf(input),
    phones: (desk?.phones ?? []).map((number) => ({
      href: telHref(number),
      label: phoneInWords(number, city),
    })),
    form: {
      action: contactPaths.callBack(lang, city.slug),
      ticket,
      fields: {
        ...{ phone: field('phone'), name: field('name') },
        ...{ about: field('about'), consent: field('consent') },
      },
    },
  }
}

function whenOf({ opensAt, t, lang, city }: CallBackInput): string {
  if (opensAt === null) return t('contacts:callBack.soon')
  if (opensAt === 'now') return t('contacts:callBack.today')
  return t('contacts:callBack.from', { at: formatMoment(opensAt, lang, city.timeZone) })
}
