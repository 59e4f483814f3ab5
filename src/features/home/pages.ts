import type { Temporal } from 'temporal-polyfill'
import type { PageModel } from '../../platform/http/page.ts'
import { definePage } from '../../platform/http/page.ts'
import type { Photo, StatTile, Tag } from '../../platform/http/parts.ts'
import type { TextKey } from '../../platform/i18n/text-key.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { formatDay, formatInstant, formatNumber, formatShare } from '../../platform/time/format.ts'
import type { WorkingCalendar } from '../../platform/time/working-days.ts'
import { type City, cityPaths, hoursInWords, nameIn, openState } from '../city/index.ts'
import {
  type ConsentVersion,
  complaintPaths,
  consentVersions,
  contactDays,
  currentConsent,
  draftDays,
  formatNumber as groupNumber,
  mostPhotos,
  outcomeTag,
  publicText,
} from '../complaints/index.ts'
import type { Directory } from '../offices/index.ts'
import { type CityBody, type Figures, statisticsPaths } from '../statistics/index.ts'
import { type CityDrawing, cityDrawing } from './city-drawing.ts'
import { homePaths, type InfoPage, infoPages } from './paths.ts'
import type { RecentAnswer } from './queries.ts'

export type HomeModel = PageModel & {
  slogan: string
  /** Decoration of the first band. */
  drawing: CityDrawing
  /** What people report most; the category is chosen already behind the link. */
  topics: { href: string; label: string; icon: string }[]
  action: string
  /** The form is the first step of a report, kept on the device. */
  report: { city: string; key: string; first: boolean }
  photosHref: string
  photosMax: number
  trackAction: string
  /** Null in a city without complaints, and when they cannot be had now. */
  numbers: StatTile[] | null
  /** Why there are no numbers; null when there are. */
  noNumbers: { title: string; text: string; actions: { href: string; label: string }[] } | null
  asOf: string
  answers: {
    href: string
    title: string
    number: string
    place: string
    office: string
    date: string
    tag: Tag
    text: string
    lang: string
    before: Photo
    after: Photo
  }[]
  /** `received`: complaints of the last year. */
  areas: { href: string; label: string; received: string }[]
  links: { list: string; map: string; statistics: string; offices: string }
}

export const homePage = definePage<HomeModel>('home/show')

export type HomeFacts = {
  city: City
  directory: Directory
  /** Null when they cannot be had; `asOf` in milliseconds UTC. */
  figures: { asOf: number; body: Pick<CityBody, 'figures' | 'districts'> } | null
  answers: RecentAnswer[]
  lang: Lang
  t: Translate
}

const shownTopics = 8

export function homeModel({ city, directory, figures, answers, lang, t }: HomeFacts): HomeModel {
  const { slug } = city
  const isNew = figures !== null && figures.body.figures.received + figures.body.figures.openNow.n === 0
  const received = new Map(figures?.body.districts.map((slice) => [slice.code, slice.received]))
  return {
    page: { title: t('home:title'), description: nameIn(city.profile.slogan, lang) },
    slogan: unbroken(nameIn(city.profile.slogan, lang)),
    // Rivers and roads only: borders would run through the words over them.
    drawing: { ...cityDrawing(city), areas: [] },
    topics: directory.categories
      .filter(({ current }) => current)
      .slice(0, shownTopics)
      .map(({ code, names, icon }) => ({
        href: complaintPaths.new(lang, slug, { category: code }),
        label: nameIn(names, lang),
        icon,
      })),
    action: complaintPaths.new(lang, slug),
    report: { city: slug, key: '', first: false },
    photosHref: complaintPaths.newPhotos(lang, slug),
    photosMax: mostPhotos,
    trackAction: complaintPaths.track(lang, slug),
    numbers: figures === null || isNew ? null : tilesOf(figures.body.figures, city, lang, t),
    noNumbers: isNew ? opened(city, lang, t) : figures === null ? numbersLater(city, lang, t) : null,
    asOf: figures === null ? '' : asOfText(figures.asOf, city, lang, t),
    answers: answers.map((answer) => answerOf(answer, city, directory, lang, t)),
    areas: city.areas.map((area) => ({
      href: complaintPaths.list(lang, slug, { district: area.code }),
      label: nameIn(area.names, lang),
      received: formatNumber(received.get(area.code) ?? 0, lang),
    })),
    links: {
      list: complaintPaths.list(lang, slug),
      map: complaintPaths.map(lang, slug),
      statistics: statisticsPaths.city(lang, slug),
      offices: statisticsPaths.offices(lang, slug),
    },
  }
}

const asOfText = (asOf: number, { timeZone }: City, lang: Lang, t: Translate) =>
  t('home:numbers.asOf', {
    day: formatInstant(asOf, lang, timeZone),
    time: formatInstant(asOf, lang, timeZone, 'time'),
  })

const opened = ({ openedAt, timeZone }: City, lang: Lang, t: Translate) => ({
  title: t('home:opened', { day: formatInstant(openedAt, lang, timeZone) }),
  text: t('home:beFirst'),
  actions: [],
})

const numbersLater = ({ slug }: City, lang: Lang, t: Translate) => ({
  title: t('home:numbers.later'),
  text: '',
  actions: [{ href: statisticsPaths.city(lang, slug), label: t('home:numbers.more') }],
})

/** Four numbers of the last year, each with its target and its way to the chart of it. */
function tilesOf(figures: Figures, city: City, lang: Lang, t: Translate): StatTile[] {
  const chart = (id: string) => `${statisticsPaths.city(lang, city.slug)}#${id}`
  const { onTime, verdicts, medianHours } = figures
  const answers = verdicts.confirmed + verdicts.disputed + verdicts.none
  const days = medianHours.value === null ? null : medianHours.value / 24
  return [
    {
      label: t('home:numbers.received'),
      value: formatNumber(figures.received, lang),
      note: t('home:numbers.open', { open: formatNumber(figures.openNow.n, lang) }),
      href: chart('flow'),
    },
    {
      label: t('home:numbers.onTime'),
      value: onTime.share === null ? '–' : formatShare(onTime.share, lang),
      note: t('home:numbers.onTimeOf', {
        n: formatNumber(onTime.n, lang),
        of: formatNumber(onTime.of, lang),
      }),
      href: chart('in-time'),
    },
    {
      label: t('home:numbers.confirmed'),
      value: answers === 0 ? '–' : formatShare(verdicts.confirmed / answers, lang),
      note: t('home:numbers.confirmedOf', {
        n: formatNumber(verdicts.confirmed, lang),
        of: formatNumber(answers, lang),
      }),
      href: chart('verdicts'),
    },
    {
      label: t('home:numbers.median'),
      value: days === null ? '–' : formatNumber(days, lang, 1),
      unit: days === null ? null : t('home:numbers.days'),
      note: t('home:numbers.medianNote', { count: city.termDays }),
      href: chart('waits'),
    },
  ]
}

function answerOf(
  answer: RecentAnswer,
  city: City,
  directory: Directory,
  lang: Lang,
  t: Translate,
): HomeModel['answers'][number] {
  const category = directory.categoryById.get(answer.category_id ?? 0)
  const office = directory.officeById.get(answer.office_id)
  const title = category ? nameIn(category.names, lang) : t('home:answers.plainTitle')
  const picture = ({ id, width, height }: RecentAnswer['before'], alt: string): Photo => ({
    src: complaintPaths.photo(id, 'small'),
    alt,
    width,
    height,
  })
  return {
    href: complaintPaths.show(lang, city.slug, answer.number),
    title,
    number: groupNumber(answer.number),
    place: publicText(answer.address, t),
    office: office ? nameIn(office.short, lang) : '',
    date: formatInstant(answer.answered_at, lang, city.timeZone, 'short'),
    tag: outcomeTag('solved', t),
    text: answer.text,
    lang: answer.text_lang,
    before: picture(answer.before, t('home:answers.beforeAlt', { what: title })),
    after: picture(answer.after, t('home:answers.afterAlt', { what: title })),
  }
}

export type CitiesModel = PageModel & {
  cities: { href: string; name: string; slogan: string; isDemo: boolean; drawing: CityDrawing }[]
  commands: string[]
}

export const citiesPage = definePage<CitiesModel>('home/cities')

export function citiesModel(cities: readonly City[], lang: Lang, t: Translate): CitiesModel {
  return {
    page: { title: t('home:cities.title'), description: t('home:cities.lead') },
    cities: cities.map((city) => ({
      href: cityPaths.home(lang, city.slug),
      name: nameIn(city.names, lang),
      slogan: nameIn(city.profile.slogan, lang),
      isDemo: city.demo,
      drawing: cityDrawing(city),
    })),
    commands: cities.length > 0 ? [] : ['npm run city -- list', 'npm run city -- add oskemen'],
  }
}

export type InfoModel = PageModel & {
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
  privacy: (_city, _lang, t) => privacySections(currentConsent, t),
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
function privacySections(version: ConsentVersion, t: Translate): Section[] {
  const names = ['what', 'why', 'public', 'long', 'rights'] as const
  const values = { drafts: draftDays, contacts: contactDays }
  const sections = names.map((name) => ({
    title: t(`home:privacy.v${version}.${name}.title`),
    text: t(`home:privacy.v${version}.${name}.text`, values),
  }))
  if (version === '2026-11-21') return sections
  const hidden = {
    id: 'hidden',
    title: t('home:privacy.v2026-11-22.hidden.title'),
    text: t('home:privacy.v2026-11-22.hidden.text', values),
  }
  return sections.toSpliced(3, 0, hidden)
}

/** The words about personal data as they stood in one version. */
export function privacyModel(version: ConsentVersion, city: City, lang: Lang, t: Translate): InfoModel {
  const base = infoModel('privacy', city, lang, t)
  const path = homePaths.info(lang, city.slug, 'privacy')
  const day = formatDay(version, lang)
  const isCurrent = version === currentConsent
  const notes = [
    isCurrent ? t('home:privacy.history.this', { day }) : t('home:privacy.history.old', { day }),
    t('home:privacy.history.stored'),
  ]
  return {
    ...base,
    // A former version is read by who asks for it, not found by search engines.
    page: isCurrent ? base.page : { ...base.page, noindex: true },
    sections: withIds(privacySections(version, t)),
    versions: {
      note: notes.join('\n'),
      links: consentVersions
        .filter((other) => other !== version)
        .map((other) => ({
          href: other === currentConsent ? path : `${path}?version=${other}`,
          label:
            other === currentConsent
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

const titles = {
  about: 'home:about.title',
  privacy: 'home:privacy.title',
  accessibility: 'home:accessibility.title',
} as const satisfies Record<InfoPage, TextKey>

export function infoModel(page: InfoPage, city: City, lang: Lang, t: Translate): InfoModel {
  const { links } = city.profile
  return {
    page: {
      title: t(titles[page]),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
    },
    sections: withIds(sectionsOf[page](city, lang, t)),
    versions: null,
    desk: null,
    links: page === 'about' ? links.map(({ url, label }) => ({ href: url, label: nameIn(label, lang) })) : [],
    others: infoPages
      .filter((other) => other !== page)
      .map((other) => ({ href: homePaths.info(lang, city.slug, other), label: t(titles[other]) })),
  }
}

/** The page about the portal, with the desk of the city where it has one: whether it is open at `now`. */
export function aboutModel(
  { city, lang, t }: { city: City; lang: Lang; t: Translate },
  { now, calendar }: { now: Temporal.Instant; calendar: WorkingCalendar },
): InfoModel {
  const model = infoModel('about', city, lang, t)
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

/** A name such as Усть-Каменогорск stays on one line. */
const unbroken = (text: string) => text.replaceAll('-', '\u2011')
