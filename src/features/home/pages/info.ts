import type { Temporal } from 'temporal-polyfill'
import type { PageModel } from '../../../platform/http/page.ts'
import { definePage } from '../../../platform/http/page.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import { type City, cityPaths, hoursInWords, nameIn, openState } from '../../city/index.ts'
import { type ConsentVersion, consentVersions, currentConsent, draftDays } from '../../complaints/index.ts'
import { linksToPages, type PageRow, type StaticWords, staticWords } from '../../news/index.ts'
import { homePaths, type InfoPage, infoPages } from '../paths.ts'

export type InfoModel = PageModel & {
  /** What the city has written instead of `sections`; null: nothing. */
  words: StaticWords | null
  sections: { title: string; text: string; id: string | null }[]
  /** Of the words about personal data: which version this is, and the others. */
  versions: { note: string; links: { href: string; label: string }[] } | null
  /** Empty but on the page about the portal. */
  links: { href: string; label: string }[]
  /** Phones and hours of the city's desk; on the page about the portal alone. */
  /** `meanwhile`: what can be done while it is shut. */
  desk: {
    phones: { text: string; href: string }[]
    address: string
    hours: string[]
    open: string
    meanwhile: string
  } | null
  others: { href: string; label: string }[]
}

export const infoPage = definePage<InfoModel>('home/info')

type Section = { title: string; text: string; id?: string }

/** When the words about accessibility were last compared with the portal. */
const statementDay = '2026-11-21'

const sectionsOf: Record<InfoPage, (city: City, lang: Lang, t: Translate) => Section[]> = {
  about: (city, lang, t) => [
    { title: t('home:about.what.title'), text: t('home:about.what.text') },
    { title: t('home:about.legal.title'), text: t('home:about.legal.text') },
    {
      title: t('home:about.how.title'),
      text: t('home:about.how.text', { term: city.termDays, forward: city.profile.forwardDays }),
    },
    { title: t('home:about.appeal.title'), text: t('home:about.appeal.text', { reopen: city.reopenDays }) },
    { title: t('home:about.operator.title'), text: operatorText(city, lang, t) },
    { title: t('home:about.who.title'), text: t('home:about.who.text') },
  ],
  privacy: (city, _lang, t) => privacySections(currentConsent, city, t),
  accessibility: (_city, lang, t) => [
    ...(['goal', 'does', 'gaps'] as const).map((name) => ({
      title: t(`home:accessibility.${name}.title`),
      text: t(`home:accessibility.${name}.text`),
    })),
    {
      title: t('home:accessibility.tell.title'),
      text: `${t('home:accessibility.tell.text')}\n${t('home:accessibility.updated', { day: formatDay(statementDay, lang) })}`,
    },
  ],
}

/** Words that have been shown stay as they were: each version has its own texts. */
function privacySections(version: ConsentVersion, { profile }: City, t: Translate): Section[] {
  const names = ['what', 'why', 'public', 'long', 'rights'] as const
  const values = { drafts: draftDays, contacts: profile.retention.contactDays }
  const sections = names.map((name) => ({
    title: t(`home:privacy.v${version}.${name}.title`),
    text: t(`home:privacy.v${version}.${name}.text`, values),
  }))
  if (version === '2026-11-21') return sections
  const hidden = {
    id: 'hidden',
    title: t(`home:privacy.v${version}.hidden.title`),
    text: t(`home:privacy.v${version}.hidden.text`, values),
  }
  return sections.toSpliced(3, 0, hidden)
}

/**
 * The words about personal data as they stood in one version; `version` null: as they stand now, perhaps in the words
 * of the city.
 */
export function privacyModel(wanted: ConsentVersion | null, place: InfoPlace): InfoModel {
  const { city, lang, t } = place
  const version = wanted ?? currentConsent
  const base = infoModel('privacy', place)
  const isOwn = base.words !== null && wanted === null
  const path = homePaths.info(lang, city.slug, 'privacy')
  const day = formatDay(version, lang)
  const isCurrent = version === currentConsent
  const notes = [
    ...(isOwn ? [t('home:privacy.history.own')] : []),
    isCurrent ? t('home:privacy.history.this', { day }) : t('home:privacy.history.old', { day }),
    t('home:privacy.history.stored'),
  ]
  return {
    ...base,
    // A former version is read by who asks for it, not found by search engines.
    page: isCurrent ? base.page : { ...base.page, noindex: true },
    words: isOwn ? base.words : null,
    sections: withIds(privacySections(version, city, t)),
    versions: {
      note: notes.join('\n'),
      links: consentVersions
        .filter((other) => isOwn || other !== version)
        .map((other) => ({
          href: other === currentConsent && base.words === null ? path : `${path}?version=${other}`,
          label:
            other === currentConsent && !isOwn
              ? t('home:privacy.history.current')
              : t('home:privacy.history.this', { day: formatDay(other, lang) }),
        })),
    },
  }
}

const withIds = (sections: readonly Section[]): InfoModel['sections'] =>
  sections.map((section) => ({ ...section, id: section.id ?? null }))

function operatorText({ demo, profile: { operator } }: City, lang: Lang, t: Translate): string {
  if (demo) return t('home:about.operator.demo')
  if (operator === null) return t('home:about.operator.unknown')
  const { names, address, contact } = operator
  return t('home:about.operator.known', {
    name: nameIn(names, lang),
    address: nameIn(address, lang),
    contact,
  })
}

/** What the pages are called. */
export const infoTitles = {
  about: 'home:about.title',
  privacy: 'home:privacy.title',
  accessibility: 'home:accessibility.title',
} as const satisfies Record<InfoPage, TextKey>

type InfoPlace = {
  city: City
  lang: Lang
  t: Translate
  /** Pages that this city has written. */
  written?: readonly PageRow[]
}

export function infoModel(page: InfoPage, { city, lang, t, written = [] }: InfoPlace): InfoModel {
  const { links } = city.profile
  const own = written.find(({ code }) => code === page)
  return {
    page: {
      title: t(infoTitles[page]),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
    },
    words: own === undefined ? null : staticWords(own, { city, lang, t }),
    sections: withIds(sectionsOf[page](city, lang, t)),
    versions: null,
    desk: null,
    links: page === 'about' ? links.map(({ url, label }) => ({ href: url, label: nameIn(label, lang) })) : [],
    others: [
      ...infoPages
        .filter((other) => other !== page)
        .map((other) => ({ href: homePaths.info(lang, city.slug, other), label: t(infoTitles[other]) })),
      ...linksToPages(written, infoPages, { city, lang }),
    ],
  }
}

/** The page about the portal, with the desk of the city where it has one: whether it is open at `now`. */
export function aboutModel(
  place: InfoPlace,
  { now, calendar }: { now: Temporal.Instant; calendar: WorkingCalendar },
): InfoModel {
  const { city, lang, t } = place
  const model = infoModel('about', place)
  const { desk } = city.profile
  if (desk === null) return model
  const { state, until } = openState(desk.hours, now, {
    ...{ calendar, timeZone: city.timeZone, everyDay: desk.everyDay },
  })
  const open = until === null ? t('city:open.shutToday') : t(`city:open.${state}`, { time: until })
  return {
    ...model,
    desk: {
      phones: desk.phones.map((text) => ({ text, href: `tel:${text.replaceAll(/[^\d+]/g, '')}` })),
      address: desk.address === null ? '' : nameIn(desk.address, lang),
      hours: desk.hours.map((hours) => hoursInWords(hours, lang)),
      open: desk.hours.length === 0 ? '' : open,
      meanwhile: desk.hours.length === 0 || state === 'open' ? '' : t('home:about.meanwhile'),
    },
  }
}
