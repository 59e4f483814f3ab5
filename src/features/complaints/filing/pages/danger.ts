import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import { nameIn } from '../../../city/index.ts'
import type { Category, Office } from '../../../offices/index.ts'
import { complaintPaths } from '../../paths.ts'
import type { Draft } from '../queries.ts'
import { type Filer, type StepHead, stepHead, stepMeta } from './surroundings.ts'

export type Call = { number: string; href: string; label: string }

/** Emergency numbers of the city by their codes, in this order. */
export function callsOf({ lang, city }: Pick<Filer, 'lang' | 'city'>, codes: readonly string[]): Call[] {
  const numbers = codes.flatMap((code) => city.profile.emergency.filter((one) => one.code === code))
  return numbers.map(({ number, label }) => ({
    number,
    href: `tel:${number.replaceAll(/[^\d+]/g, '')}`,
    label: nameIn(label, lang),
  }))
}

/** How to reach an office by phone. */
export const phonesOf = ({ lang }: Pick<Filer, 'lang'>, { contacts, short }: Office): Call[] =>
  contacts.phones.map((number) => ({ number, href: `tel:${number}`, label: nameIn(short, lang) }))

/** The numbers to call come before the form when people may be in danger. */
export type DangerModel = PageModel & {
  head: StepHead
  text: string
  numbers: Call[]
  action: string
}

export const dangerPage = definePage<DangerModel>('filing/danger', { layout: 'filing' })

export function dangerModel(filer: Filer, draft: Draft, category: Category): DangerModel {
  const { lang, t, city } = filer
  return {
    page: stepMeta(t('filing:danger.title')),
    head: stepHead(filer, 1, complaintPaths.step(lang, city.slug, draft.token, 'what')),
    text: t('filing:danger.text', { category: nameIn(category.names, lang) }),
    numbers: callsOf(filer, category.danger),
    action: complaintPaths.step(lang, city.slug, draft.token, 'danger'),
  }
}
