import type { Offer } from '../../../platform/http/beside.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { type City, cityPaths, nameIn } from '../../city/index.ts'
import { complaintPaths } from '../../complaints/index.ts'

export type OfferGroup = {
  id: Offer['group']
  title: string
  offers: { href: string; label: string; text: string; icon: string }[]
}

export type ServicesModel = PageModel & {
  groups: OfferGroup[]
  reportHref: string
}

export const servicesPage = definePage<ServicesModel>('home/services')

export function servicesModel(
  offers: readonly Offer[],
  { lang, t, city }: { lang: Lang; t: Translate; city: City },
): ServicesModel {
  return {
    page: {
      title: t('home:services.title'),
      description: t('home:services.lead'),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
    },
    groups: groupsOf(offers, t),
    reportHref: complaintPaths.new(lang, city.slug),
  }
}

/** Groups without an offer are left out. */
export function groupsOf(offers: readonly Offer[], t: Translate): OfferGroup[] {
  return (['services', 'participation'] as const)
    .map((id) => ({
      id,
      title: t(`home:services.${id}`),
      offers: offers
        .filter(({ group }) => group === id)
        .map(({ href, label, text, icon }) => ({ href, label, text, icon })),
    }))
    .filter((group) => group.offers.length > 0)
}
