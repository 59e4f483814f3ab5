import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, ComplaintCard, Link, SummaryError } from '../../../platform/http/parts.ts'
import { formatInstant } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { complaintPaths } from '../../complaints/index.ts'
import type { Around } from '../around.ts'
import type { AddressRead } from '../near/look-up.ts'
import type { Matched } from '../near/match.ts'
import { workPaths } from '../paths.ts'
import type { Horizon } from '../queries.ts'
import { districtName } from '../view.ts'
import { workCard } from './card.ts'
import { type AddressForm, addressForm, followLink } from './list-page.ts'

export type LookupModel = PageModel & {
  form: AddressForm
  errors: SummaryError[]
  /** The address as the city's list has it. */
  place: string | null
  /** Streets that may have been meant instead. */
  others: Link[]
  cards: ComplaintCard[]
  found: string
  good: Alert | null
  note: string | null
  follow: Link[]
  listHref: string
  reportHref: string
}

export const lookupPage = definePage<LookupModel>('works/at')

/** `unknown`: nothing on the list of streets is like what was typed. */
export type LookupData = {
  typed: string
  address: AddressRead | null
  matches: readonly Matched[]
  horizon: Horizon | null
  problem: 'empty' | 'unknown' | null
}

export function lookupModel(data: LookupData, around: Around): LookupModel {
  const { typed, address, matches, problem, horizon } = data
  const { city, lang, t, timeZone } = around
  const house = address?.house ?? null
  const place = address === null || problem !== null ? null : placeName(address, around)
  return {
    page: {
      title: place === null ? t('works:at.title') : t('works:at.titleOf', { place }),
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
        { href: workPaths.list(lang, city.slug), label: t('works:list.title') },
      ],
      noindex: true,
      scripts: ['works.js'],
    },
    form: addressForm(typed, around),
    errors: problem === null ? [] : [{ href: '#address', text: t(`works:at.${problem}`) }],
    place,
    others: (address?.others ?? []).map(({ name }) => ({
      label: name,
      href: workPaths.at(lang, city.slug, { address: house === null ? name : `${name}, ${house}` }),
    })),
    cards: matches.map((match) => workCard(match.work, around, { note: noteOf(match, around) })),
    found: t('works:at.found', { count: matches.length }),
    good: matches.length > 0 || place === null ? null : goodNews(horizon, around),
    note:
      matches.length === 0 || horizon === null
        ? null
        : t('works:list.asOf', { day: formatInstant(horizon.asOf, lang, timeZone) }),
    follow:
      problem === null && address !== null
        ? address.meant.map(({ street, name }) => followLink({ id: street.id, name }, around))
        : [],
    listHref: workPaths.list(lang, city.slug),
    reportHref: complaintPaths.new(lang, city.slug),
  }
}

function placeName({ meant, house }: AddressRead, { t }: Around): string {
  const names = meant.map(({ name }) => name).join(' / ')
  return house === null ? names : t('works:at.house', { street: names, house })
}

/** Nothing planned is good news, with the day up to which it is known. */
function goodNews(horizon: Horizon | null, { lang, t, timeZone, now }: Around): Alert {
  const known =
    horizon === null || horizon.until < now
      ? t('works:at.knownNothing')
      : t('works:at.knownUntil', {
          until: formatInstant(horizon.until, lang, timeZone),
          asOf: formatInstant(horizon.asOf, lang, timeZone),
        })
  return { tone: 'success', title: t('works:at.nothing'), text: known }
}

export function noteOf(
  { work, metres, byStreet, district }: Matched,
  { t, lang, city }: Pick<Around, 't' | 'lang' | 'city'>,
): string {
  if (byStreet) return t('works:at.onStreet')
  if (district !== null) {
    const name = districtName(work, { lang, city })
    return t(district === 'surely' ? 'works:at.wholeDistrict' : 'works:at.perhapsDistrict', {
      district: name,
    })
  }
  return metres === null || metres < 10
    ? t('works:at.here')
    : t('works:at.metres', { metres: Math.round(metres / 10) * 10 })
}
