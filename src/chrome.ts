import type { Request, Response } from 'express'
import { accountPaths, type StaffMember, signedInStaff } from './features/accounts/index.ts'
import { auditedCities, auditPaths } from './features/audit/index.ts'
import { askedIn, type City, cityPaths, langsOf, logoHref, nameIn, noticesOn } from './features/city/index.ts'
import { complaintPaths, deskPaths, isLead, mostWaiting } from './features/complaints/index.ts'
import { homePaths } from './features/home/index.ts'
import { moderatedCities, moderationPaths } from './features/moderation/index.ts'
import { openDataPaths } from './features/open-data/index.ts'
import { keyPaths, open311Paths } from './features/open311/index.ts'
import { operatorCityIds, operatorPaths } from './features/operator/index.ts'
import { proofPaths } from './features/proof/index.ts'
import { searchPaths } from './features/search/index.ts'
import { administeredCities, settingsPaths, textCities } from './features/settings/index.ts'
import { statisticsPaths } from './features/statistics/index.ts'
import type { Deps } from './platform/deps.ts'
import type { Offer } from './platform/http/beside.ts'
import { type Banner, type Chrome, colorSchemes, textSizes } from './platform/http/chrome.ts'
import { cookieValue } from './platform/http/cookies.ts'
import { endonyms, type Lang, langs, type Translate } from './platform/i18n/texts.ts'
import { themeHref } from './platform/look/city-theme.ts'
import { formatNumber } from './platform/time/format.ts'
import { localDate } from './platform/time/local-day.ts'
import { type StaffCounts, staffCounts } from './staff-counts.ts'

type Place = { lang: Lang; t: Translate; city: City | null }

const sourceHref = 'https://github.com/ashyq-qala/ashyq-qala'

/** What the public layouts print around every page of a city. */
export function publicChrome(deps: Deps): (place: Place, res: Response) => Promise<Chrome> {
  return async (place, res) => {
    const { lang, t, city } = place
    const req = res.req
    const now = deps.now()
    const today = city && localDate(now, city.timeZone).toString()
    const saidOn = (where: 'strip' | 'filing'): Banner[] =>
      city === null || today === null
        ? []
        : noticesOn(city, where, today).map(({ tone, text, link: href }) => ({
            tone,
            text: nameIn(text, lang),
            link: href === null ? null : { href, label: t('common:page.more') },
          }))
    const { nav, ...standing } = city === null ? withoutCity : standingOf(deps, { lang, t, city })
    return {
      lang,
      origin: deps.config.publicUrl,
      here: req.originalUrl,
      path: req.path,
      languages: languagesOf(req, lang, city === null ? langs : langsOf(city)),
      ...standing,
      nav: nav.map(({ href, label, below }) => ({
        href,
        label,
        current: req.path === href || below.some((other) => req.path.startsWith(other)),
      })),
      banners: [
        ...saidOn('strip'),
        ...(city === null ? [] : await deps.beside.banners({ ...askedIn(city), lang, t, now })),
        ...(city?.demo ? [{ tone: 'info' as const, text: t('common:demoBanner'), link: null }] : []),
      ],
      filingNotices: saidOn('filing'),
      staff: null,
      ...viewOf(req),
      settingsHref: cityPaths.viewSettings(),
      sourceHref,
    }
  }
}

/** What is the same around every page of a city in a language. `below`: other pages that belong to a link of the menu. */
type Standing = Pick<Chrome, 'city' | 'reportHref' | 'searchHref' | 'emergency' | 'services' | 'footer'> & {
  nav: { href: string; label: string; below: readonly string[] }[]
}

const withoutCity: Standing = {
  ...{ city: null, reportHref: null, searchHref: null },
  ...{ emergency: [], services: [], footer: [], nav: [] },
}

/** A city is another object once anything of it has changed. */
const standings = new WeakMap<City, Map<Lang, Standing>>()

function standingOf(deps: Deps, place: Place & { city: City }): Standing {
  const { lang, t, city } = place
  const perLang = standings.get(city) ?? new Map<Lang, Standing>()
  standings.set(city, perLang)
  const known = perLang.get(lang)
  if (known !== undefined) return known
  const offers = deps.beside.offers({ lang, t, slug: city.slug })
  const standing: Standing = {
    city: {
      slug: city.slug,
      name: nameIn(city.names, lang),
      href: cityPaths.home(lang, city.slug),
      themeHref: themeHref(city.slug, city.brandColour),
      mark: logoHref(city),
      imageHref: complaintPaths.cityImage(lang, city.slug),
      manifestHref: homePaths.manifest(lang, city.slug),
      offlineHrefs: langsOf(city)
        .map((one) => complaintPaths.offline(one, city.slug))
        .join(' '),
    },
    nav: navOf(place, city, offers),
    reportHref: complaintPaths.new(lang, city.slug),
    searchHref: searchPaths.page(lang, city.slug),
    emergency: city.profile.emergency.map(({ number, label }) => ({
      number,
      label: nameIn(label, lang),
      href: `tel:${number.replaceAll(/[^\d+]/g, '')}`,
    })),
    services: offers.map(({ href, label }) => ({ href, label })),
    footer: footerOf(place, city),
  }
  perLang.set(lang, standing)
  return standing
}

/** The same for staff pages: their links, their language, no city colour switch. */
export function staffChrome(deps: Deps): (place: Place, res: Response) => Promise<Chrome> {
  const base = publicChrome(deps)
  return async (place, res) => {
    const staff = signedInStaff(res)
    const { t, lang } = place
    const counts = staff === null ? null : await staffCounts(deps, staff)
    const waits = (name: keyof StaffCounts) => waitingIn(counts?.[name] ?? 0, { lang, t })
    const path = res.req.path
    const links = [
      { href: deskPaths.inbox(), label: t('common:staffNav.inbox'), count: waits('replies') },
      { href: deskPaths.notices(), label: t('common:staffNav.notices'), count: waits('notices') },
      ...(staff !== null && isLead(staff)
        ? [{ href: deskPaths.dashboard(), label: t('common:staffNav.dashboard') }]
        : []),
      ...headedOffices(staff).map((officeId) => ({
        href: statisticsPaths.officeComment(officeId),
        label: t('common:staffNav.comment'),
      })),
      ...(staff !== null && moderatedCities(staff).length > 0
        ? [
            {
              href: moderationPaths.queue(),
              label: t('common:staffNav.moderation'),
              count: waits('moderation'),
            },
          ]
        : []),
      ...(manages(staff) ? [{ href: accountPaths.people(), label: t('common:staffNav.people') }] : []),
      ...(audits(staff) ? [{ href: auditPaths.list(), label: t('common:staffNav.audit') }] : []),
      ...(staff !== null && administeredCities(staff).length > 0
        ? [
            { href: settingsPaths.start(), label: t('common:staffNav.settings') },
            { href: keyPaths.list(), label: t('open311:keys.title') },
          ]
        : staff !== null && textCities(staff).length > 0
          ? [{ href: settingsPaths.ownTexts(), label: t('common:staffNav.texts') }]
          : []),
      ...(staff !== null && operatorCityIds(staff).length > 0
        ? [
            {
              href: operatorPaths.start(),
              label: t('common:staffNav.operator'),
              count: waits('callBacks'),
            },
          ]
        : []),
      ...(staff === null ? [] : deps.beside.staffLinks({ lang, t, roles: staff.roles })),
      { href: accountPaths.sessions(), label: t('common:staffNav.sessions') },
      { href: accountPaths.security(), label: t('common:staffNav.security') },
    ]
    return {
      ...(await base(place, res)),
      languages: langs.map((code) => ({
        code,
        label: endonyms[code],
        href: thisPageIn(code, res.req),
        current: code === place.lang,
      })),
      staff: staff && {
        name: staff.name,
        office: staff.officeLabel,
        links: links.map((link) => ({ count: null, ...link, current: path.startsWith(link.href) })),
        signOutHref: accountPaths.signOut(),
        languageHref: accountPaths.language(),
      },
    }
  }
}

/** Beside a link of the menu: as many as are counted, or more. */
function waitingIn(
  count: number,
  { lang, t }: Pick<Place, 'lang' | 't'>,
): { text: string; label: string } | null {
  if (count === 0) return null
  const text = count > mostWaiting ? `${formatNumber(mostWaiting, lang)}+` : formatNumber(count, lang)
  return { text, label: t('common:staffNav.waiting', { count: Math.min(count, mostWaiting) }) }
}

const manages = (staff: StaffMember | null) =>
  staff?.roles.some(({ role }) => role === 'city_admin' || role === 'head') ?? false

const audits = (staff: StaffMember | null) => staff !== null && auditedCities(staff).length > 0

function thisPageIn(lang: Lang, req: Request): string {
  const url = new URL(req.originalUrl, 'http://portal.invalid')
  url.searchParams.set('lang', lang)
  return url.pathname + url.search
}

function languagesOf(req: Request, lang: Lang, offered: readonly Lang[]): Chrome['languages'] {
  const rest = req.originalUrl.replace(/^\/(?:kk|ru|en)(?=\/|\?|$)/, '')
  return offered.map((code) => ({
    code,
    label: endonyms[code],
    href: `/${code}${rest}`,
    current: code === lang,
  }))
}

function navOf({ lang, t }: Place, { slug }: City, offers: readonly Offer[]): Standing['nav'] {
  const links = [
    { href: complaintPaths.list(lang, slug), label: t('common:nav.complaints') },
    { href: complaintPaths.map(lang, slug), label: t('common:nav.map') },
    { href: statisticsPaths.city(lang, slug), label: t('common:nav.statistics') },
    { href: statisticsPaths.offices(lang, slug), label: t('common:nav.offices') },
  ]
  const services = {
    href: homePaths.services(lang, slug),
    label: t('common:nav.services'),
    below: offers.map(({ href }) => href),
  }
  return [...links.map((link) => ({ ...link, below: [] })), ...(offers.length > 0 ? [services] : [])]
}

function footerOf({ lang, t }: Place, { slug }: City): Chrome['footer'] {
  return [
    { href: statisticsPaths.method(lang, slug), label: t('common:footer.method') },
    { href: openDataPaths.page(lang, slug), label: t('open-data:footer') },
    { href: open311Paths.guide(lang, slug), label: t('open311:guide.footer') },
    { href: proofPaths.page(lang, slug), label: t('proof:footer') },
    { href: complaintPaths.track(lang, slug), label: t('common:footer.track') },
    { href: complaintPaths.my(lang, slug), label: t('common:footer.my') },
    { href: complaintPaths.follow(lang, slug), label: t('common:footer.follow') },
    { href: complaintPaths.offline(lang, slug), label: t('common:footer.offline') },
    { href: homePaths.info(lang, slug, 'about'), label: t('common:footer.about') },
    { href: homePaths.info(lang, slug, 'privacy'), label: t('common:footer.privacy') },
    { href: homePaths.info(lang, slug, 'accessibility'), label: t('common:footer.accessibility') },
    { href: accountPaths.signIn(), label: t('common:footer.staff') },
  ]
}

/** The reader's own view settings, from the cookie that only the settings form sets. */
function viewOf(req: Request): Pick<Chrome, 'scheme' | 'textSize'> {
  const [scheme, size] = (cookieValue(req.get('Cookie'), 'view') ?? '').split('.')
  return {
    scheme: colorSchemes.find((known) => known === scheme) ?? 'auto',
    textSize: textSizes.find((known) => known === size) ?? '100',
  }
}

/** Offices whose words beside the figures this person writes. */
const headedOffices = (staff: StaffMember | null): number[] =>
  (staff?.roles ?? []).flatMap(({ role, officeId }) =>
    role === 'head' && officeId !== null ? [officeId] : [],
  )
