import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, SummaryRow } from '../../../platform/http/parts.ts'
import { endonyms, type Lang } from '../../../platform/i18n/texts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { hoursInWords, nameIn } from '../../city/index.ts'
import { complaintPaths, shareLinks } from '../../complaints/index.ts'
import type { Office } from '../../offices/index.ts'
import { statisticsPaths } from '../../statistics/index.ts'
import { type Catalogue, textIn } from '../catalogue.ts'
import type { GuideContent } from '../content.ts'
import { guidePaths } from '../paths.ts'
import { officesOf } from './offices-of.ts'
import { guideCrumbs, type Place } from './place.ts'
import type { PublishedGuide } from './queries.ts'

type Call = { href: string; number: string; label: string }
type OfficeLines = {
  name: string
  href: string
  address: string
  phones: { href: string; text: string }[]
  hours: string[]
}

/** The words of a guide with what the city adds; a preview prints the same. */
export type GuideBody = {
  lang: Lang
  summary: string
  calls: Call[]
  steps: string[]
  needs: string[]
  facts: SummaryRow[]
  unchecked: string[]
  offices: OfficeLines[]
  /** Where to find the office of the own district. */
  districtOffices: Link | null
  links: Link[]
  faq: { question: string; answer: string }[]
}

export type GuideModel = PageModel & {
  notice: Alert | null
  guide: GuideBody
  reviewed: string
  report: Link
  helped: { action: string; noHref: string }
  related: Link[]
  topics: Link[]
  share: { url: string; title: string; links: Link[] }
}

export const guidePage = definePage<GuideModel>('guides/show')

export type GuideInput = { guide: PublishedGuide; catalogue: Catalogue; origin: string }

export function guideModel({ guide, catalogue, origin }: GuideInput, place: Place): GuideModel | null {
  const { lang, t, city, directory } = place
  const found = textIn(guide.texts, lang)
  if (found === null) return null
  const { content } = found.text
  const topics = catalogue.topics.filter(({ code }) => guide.topics.includes(code))
  const topicLinks = topics.map(({ code, names }) => ({
    href: guidePaths.topic(lang, city.slug, code),
    label: nameIn(names, lang),
  }))
  const owner = directory.officeById.get(guide.ownerOfficeId ?? 0)
  const url = origin + guidePaths.show(lang, city.slug, guide.slug)
  const [category] = guide.categories
  return {
    page: {
      title: content.title,
      description: content.summary,
      crumbs: guideCrumbs(place, ...topicLinks.slice(0, 1)),
      kind: 'article',
    },
    notice:
      found.lang === lang
        ? null
        : { text: t('guides:show.notTranslated', { language: endonyms[found.lang] }), tone: 'info' },
    guide: guideBody({ guide, content, contentLang: found.lang }, place),
    reviewed: reviewedLine(guide.reviewedOn, owner, place),
    report: {
      href: complaintPaths.new(lang, city.slug, category === undefined ? {} : { category }),
      label: t('guides:show.report'),
    },
    helped: {
      action: guidePaths.helped(lang, city.slug, guide.slug),
      noHref: guidePaths.helped(lang, city.slug, guide.slug),
    },
    related: relatedTo(guide, catalogue, place),
    topics: topicLinks,
    share: { url, title: content.title, links: shareLinks(url, content.title, t) },
  }
}

type BodyInput = {
  guide: Pick<PublishedGuide, 'offices' | 'categories' | 'emergency'>
  content: GuideContent
  contentLang: Lang
}

export function guideBody({ guide, content, contentLang }: BodyInput, place: Place): GuideBody {
  const { lang, t, city, directory } = place
  const { offices, byDistrict } = officesOf(guide, directory)
  const facts: [string, string][] = [
    [t('guides:fact.cost'), content.cost],
    [t('guides:fact.term'), content.term],
    [t('guides:fact.law'), content.law],
  ]
  return {
    lang: contentLang,
    summary: content.summary,
    calls: city.profile.emergency
      .filter(({ code }) => guide.emergency.includes(code))
      .map(({ number, label }) => ({ href: telOf(number), number, label: nameIn(label, lang) })),
    steps: content.steps,
    needs: content.needs,
    facts: facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value })),
    unchecked: content.unchecked,
    offices: offices.map((office) => officeLines(office, place)),
    districtOffices: byDistrict
      ? { href: statisticsPaths.offices(lang, city.slug), label: t('guides:show.allOffices') }
      : null,
    links: content.links,
    faq: content.faq,
  }
}

const telOf = (number: string) => `tel:${number.replaceAll(/[^\d+]/g, '')}`

const officeLines = ({ names, code, contacts }: Office, { lang, city }: Place): OfficeLines => ({
  name: nameIn(names, lang),
  href: statisticsPaths.office(lang, city.slug, code),
  address: contacts.address === null ? '' : nameIn(contacts.address, lang),
  phones: contacts.phones.map((text) => ({ href: telOf(text), text })),
  hours: contacts.hours.map((hours) => hoursInWords(hours, lang)),
})

function reviewedLine(day: string | null, owner: Office | undefined, { lang, t, city }: Place): string {
  const who = owner === undefined ? nameIn(city.names, lang) : nameIn(owner.names, lang)
  return day === null
    ? t('guides:show.owner', { who })
    : t('guides:show.reviewed', { date: formatDay(day, lang), who })
}

/** Others of the same subjects, those that share most of them first. */
function relatedTo(guide: PublishedGuide, { guides }: Catalogue, { lang, city }: Place): Link[] {
  const shared = (topics: readonly string[]) => topics.filter((code) => guide.topics.includes(code)).length
  return guides
    .filter((one) => one.id !== guide.id && shared(one.topics) > 0)
    .toSorted((a, b) => shared(b.topics) - shared(a.topics))
    .slice(0, 4)
    .map((one) => ({
      href: guidePaths.show(lang, city.slug, one.slug),
      label: textIn(one.texts, lang)?.text.title ?? one.slug,
    }))
}
