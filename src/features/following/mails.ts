import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import type { Letter, LetterItem } from '../../platform/mail/letter.ts'
import { signUnsubscribe, unsubscribePath } from '../../platform/mail/mail-links.ts'
import { formatDay } from '../../platform/time/format.ts'
import { localDate } from '../../platform/time/local-day.ts'
import { type City, calendarOf, nameIn } from '../city/index.ts'
import {
  complaintPaths,
  excerpt,
  formatNumber,
  type News,
  publicText,
  type Reading,
} from '../complaints/index.ts'
import { directoryOf } from '../offices/index.ts'
import type { Follower } from './followers.ts'
import { followingPaths } from './paths.ts'
import type { FollowRequest } from './requests.ts'
import { codeMinutes, linkMinutes } from './rules.ts'

const quoteLength = 300

/** Where and in which language a mail is written; a job has no request to read it from. */
export async function readingFor(deps: Deps, city: City, lang: Reading['lang']): Promise<Reading> {
  const now = deps.now()
  return {
    city,
    lang,
    t: deps.texts.in(lang),
    directory: await directoryOf(deps, city.id),
    calendar: await calendarOf(deps, city.calendar),
    now: now.epochMilliseconds,
    today: localDate(Temporal.Instant.fromEpochMilliseconds(now.epochMilliseconds), city.timeZone),
    timeZone: city.timeZone,
    origin: deps.config.publicUrl,
  }
}

const plain = { code: null, items: [], actions: [], notes: [], links: [] }

/** The six digits, or the link to "my reports". */
export function codeLetter(request: FollowRequest, { lang, t, city, origin }: Reading): Letter {
  const site = t('common:page.siteOf', { city: nameIn(city.names, lang) })
  const why = t('following:mail.codeWhy')
  if (request.act.kind === 'mine') {
    const href = origin + followingPaths.myByMail(lang, city.slug, request.code)
    return {
      ...plain,
      lang,
      site,
      why,
      subject: t('following:mail.mineSubject'),
      lead: t('following:mail.mineLead'),
      actions: [{ label: t('following:mail.mineOpen'), href }],
      notes: [t('following:mail.mineNote', { minutes: linkMinutes })],
    }
  }
  return {
    ...plain,
    lang,
    site,
    why,
    subject: t('following:mail.codeSubject', { code: request.code }),
    lead: t(`following:mail.codeLead.${request.act.kind}`),
    code: request.code,
    notes: [t('following:mail.codeNote', { minutes: codeMinutes })],
  }
}

/** What a letter of news is made of. `ofTopics`: not only reports; `only`: its link ends this one subscription. */
export type NewsLetter = {
  follower: Follower
  items: readonly LetterItem[]
  ofTopics: boolean
  only: boolean
  unsubscribe: string
}

/** News for one follower; a daily letter may hold many. Null when none of it is public any more. */
export function newsLetter(
  { follower, items, ofTopics, only, unsubscribe }: NewsLetter,
  reading: Reading,
): Letter | null {
  const { lang, t, city, origin } = reading
  const [first] = items
  if (first === undefined) return null
  const subject =
    items.length === 1
      ? first.title
      : t('following:mail.newsSubject', { count: items.length, city: nameIn(city.names, lang) })
  const manage = origin + followingPaths.manage(lang, city.slug, follower.token)
  return {
    ...plain,
    lang,
    subject,
    site: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
    lead: t(ofTopics ? 'following:mail.topicLead' : 'following:mail.newsLead'),
    items: [...items],
    why: t('following:mail.newsWhy'),
    links: [
      { label: t('following:mail.manage'), href: manage },
      { label: t(only ? 'following:mail.stopOne' : 'following:mail.stop'), href: unsubscribe },
    ],
  }
}

const told = z.object({ title: z.string(), lines: z.array(z.string()), href: z.string() })
const ToldNews = z.object({ kk: told, ru: told, en: told })

/** News of a topic, as the feature has told it. */
export function topicItem(news: unknown, { lang, origin }: Reading): LetterItem {
  const { title, lines, href } = ToldNews.parse(news)[lang]
  return { title, lines, href: origin + href, quote: null }
}

/** One event of a report. */
export function reportItem(news: News, { lang, t, city, origin, directory }: Reading): LetterItem {
  const category = news.categoryId === null ? undefined : directory.categoryById.get(news.categoryId)
  const office = news.officeId === null ? undefined : directory.officeById.get(news.officeId)
  const what = category === undefined ? t('following:mail.report') : nameIn(category.names, lang)
  const event = news.isFirst ? t('following:mail.first') : t(`complaints:event.${news.kind}`)
  const lines = [
    [formatNumber(news.number), publicText(news.address, t)].filter(Boolean).join(' · '),
    office === undefined ? '' : nameIn(office.names, lang),
    news.kind === 'planned' && news.plannedOn !== null
      ? t('following:mail.planned', { day: formatDay(news.plannedOn, lang) })
      : '',
    news.dueOn !== null && (news.isFirst || news.kind === 'transferred' || news.kind === 'reopened')
      ? t('following:mail.due', { day: formatDay(news.dueOn, lang) })
      : '',
  ]
  const text = news.isFirst ? publicText(news.text, t) : news.said
  return {
    title: `${event}: ${what}`,
    href: origin + complaintPaths.show(lang, city.slug, news.number),
    lines: lines.filter((line) => line !== ''),
    quote:
      text === ''
        ? null
        : { text: excerpt(text, quoteLength), lang: news.isFirst ? news.textLang : news.saidLang },
  }
}

/** The page that ends all mails to a follower, or those of one subscription. */
export function unsubscribeHref(
  { keys, config }: Pick<Deps, 'keys' | 'config'>,
  whom: { kind: 'f' | 's'; id: number },
  { lang, city }: { lang: string; city: string },
): string {
  return config.publicUrl + unsubscribePath(lang, city, signUnsubscribe(keys, whom))
}
