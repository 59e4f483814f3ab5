import type { HomeBlock, Offer } from '../../../platform/http/beside.ts'
import type { PageModel } from '../../../platform/http/page.ts'
import { definePage } from '../../../platform/http/page.ts'
import type { Photo, StatTile, Tag } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatDecimal, formatInstant, formatNumber, formatShare } from '../../../platform/time/format.ts'
import { type City, nameIn } from '../../city/index.ts'
import {
  complaintPaths,
  formatNumber as groupNumber,
  mostPhotos,
  outcomeTag,
  publicText,
} from '../../complaints/index.ts'
import type { Directory } from '../../offices/index.ts'
import { type CityBody, type Figures, statisticsPaths } from '../../statistics/index.ts'
import { type CityDrawing, cityDrawing } from '../city-drawing.ts'
import type { RecentAnswer } from '../queries.ts'
import { groupsOf, type OfferGroup } from './services.ts'

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
  /** What goes on in the city: works, events, news. */
  blocks: HomeBlock[]
  groups: OfferGroup[]
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
  blocks: readonly HomeBlock[]
  offers: readonly Offer[]
  lang: Lang
  t: Translate
}

const shownTopics = 8

export function homeModel(facts: HomeFacts): HomeModel {
  const { city, directory, figures, answers, lang, t } = facts
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
    blocks: facts.blocks.filter(({ items }) => items.length > 0),
    groups: groupsOf(facts.offers, t),
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
      value: days === null ? '–' : formatDecimal(days, lang, 1),
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

/** A name such as Усть-Каменогорск stays on one line. */
const unbroken = (text: string) => text.replaceAll('-', '\u2011')
