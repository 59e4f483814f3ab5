import type { Deps } from '../../../platform/deps.ts'
import type { Asked, Hint, HintSource, HomeBlock, Offer, StaffPlace } from '../../../platform/http/beside.ts'
import type { Banner } from '../../../platform/http/chrome.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { type City, cityById } from '../../city/index.ts'
import { workDeskPaths, workPaths } from '../paths.ts'
import { isOutage, kindIcons, stateOf } from '../rules.ts'
import { districtName, periodText, placeLine, titleOf } from '../view.ts'
import type { Work } from '../work.ts'
import { hasWorks, outagesToday } from './cached.ts'
import { placeOfAddress, readAddress, worksAt } from './look-up.ts'
import type { Matched } from './match.ts'

/** What works tell on the pages of other features. */

export const worksOffers = ({
  lang,
  t,
  slug,
}: {
  lang: Asked['lang']
  t: Asked['t']
  slug: string
}): Offer[] => [
  {
    group: 'services',
    href: workPaths.list(lang, slug),
    label: t('works:list.title'),
    text: t('works:tell.offer'),
    icon: 'traffic-cone',
  },
]

const deskRoles = ['executor', 'head', 'city_admin', 'auditor', 'controller', 'operator', 'registrar']

export const worksStaffLinks = ({ t, roles }: StaffPlace) =>
  roles.some(({ role }) => deskRoles.includes(role))
    ? [{ href: workDeskPaths.start(), label: t('works:tell.staff') }]
    : []

/** Works at the place of a report, so that nobody reports what is under way. */
export const worksHints = (deps: Deps): HintSource => ({
  async atPoint(asked, { lat, lon, address }) {
    const { cityId, now } = asked
    const city = await cityById(deps, cityId)
    if (city === null || !(await hasWorks(deps, cityId))) return []
    const point = lat === null || lon === null ? null : { lat, lon }
    const read =
      address === '' ? null : await readAddress(deps, address, { city, lang: asked.lang, t: asked.t })
    const ofAddress = read === null ? { streetIds: [], house: null } : placeOfAddress(read)
    const place = { ...ofAddress, point }
    const found = await worksAt(deps, { city, now: now.epochMilliseconds, place })
    return found.map((match) => hintOf(match, asked, city))
  },
})

function hintOf({ work, district }: Matched, asked: Asked, city: City): Hint {
  const { lang, t, timeZone, slug, now } = asked
  const isNow = stateOf(work, now.epochMilliseconds) === 'underway'
  const state = t(isNow ? 'works:tell.now' : 'works:tell.planned')
  return {
    icon: kindIcons[work.kind],
    tone: isNow && isOutage(work.kind) ? 'warning' : 'info',
    title: titleOf(work, lang).text,
    text: [
      `${state}: ${periodText(work, { lang, t, timeZone }, 'short')}`,
      district === 'perhaps'
        ? t('works:at.perhapsDistrict', { district: districtName(work, { lang, city }) })
        : placeLine(work, { lang, t, city }),
    ]
      .filter(Boolean)
      .join('. '),
    href: workPaths.show(lang, slug, work.id),
  }
}

/** One line over all pages while something is off: which, or how many. */
export const worksBanners =
  (deps: Deps) =>
  async (asked: Asked): Promise<Banner[]> => {
    const { t, lang, slug } = asked
    const city = await cityById(deps, asked.cityId)
    const now = asked.now.epochMilliseconds
    const off = (await outagesToday(deps, asked)).filter((work) => stateOf(work, now) === 'underway')
    const [first, ...others] = off
    if (first === undefined || city === null) return []
    if (others.length > 0) {
      const href = workPaths.list(lang, slug, { kind: 'outages', state: 'underway' })
      const text = t('works:tell.several', { count: off.length, shown: formatNumber(off.length, lang) })
      return [{ tone: 'warning', text, link: { href, label: t('works:tell.where') } }]
    }
    return [bannerOf(first, asked, city)]
  }

/** Every page prints it. The city and the work that were read stay the same objects until something of them changes. */
const banners = new WeakMap<City, WeakMap<Work, Map<Asked['lang'], Banner>>>()

function bannerOf(work: Work, asked: Asked, city: City): Banner {
  const { t, lang, slug } = asked
  const ofCity = banners.get(city) ?? new WeakMap<Work, Map<Asked['lang'], Banner>>()
  banners.set(city, ofCity)
  const perLang = ofCity.get(work) ?? new Map<Asked['lang'], Banner>()
  ofCity.set(work, perLang)
  const known = perLang.get(lang)
  if (known !== undefined) return known
  const words = { place: placeLine(work, { lang, t, city }), period: periodText(work, asked, 'short') }
  const text = [titleOf(work, lang).text, words.place, words.period].filter(Boolean).join('. ')
  const link = { href: workPaths.show(lang, slug, work.id), label: t('common:page.more') }
  const banner: Banner = { tone: 'warning', text, link }
  perLang.set(lang, banner)
  return banner
}

const mostOnHome = 4

/** What is off today, on the first page. */
export const worksHome =
  (deps: Deps) =>
  async (asked: Asked): Promise<HomeBlock | null> => {
    const { t, lang, slug } = asked
    const outages = await outagesToday(deps, asked)
    if (outages.length === 0) return null
    const item = (work: Work) => ({
      href: workPaths.show(lang, slug, work.id),
      label: titleOf(work, lang).text,
      meta: periodText(work, asked, 'short'),
    })
    return {
      title: t('works:tell.today'),
      icon: 'triangle-alert',
      items: outages.slice(0, mostOnHome).map(item),
      more: { href: workPaths.list(lang, slug, { kind: 'outages' }), label: t('works:tell.allOutages') },
    }
  }
