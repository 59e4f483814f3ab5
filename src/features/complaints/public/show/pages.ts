import type { Hint } from '../../../../platform/http/beside.ts'
import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type {
  Alert,
  Deadline,
  Photo,
  Step,
  SummaryRow,
  Tag,
  TimelineEntry,
  When,
} from '../../../../platform/http/parts.ts'
import { formatNumber as formatCount, formatMoment } from '../../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../../city/index.ts'
import { deadlineLine } from '../../deadline-line.ts'
import { formatNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import { hiddenKinds, publicText } from '../../public-text.ts'
import { canHappen, isOpen } from '../../rules.ts'
import { statusTag } from '../../status-tag.ts'
import { excerpt } from '../excerpt.ts'
import type { Reading } from '../reading.ts'
import { answersOf, type OfficialAnswer } from './answers.ts'
import { factsOf } from './facts.ts'
import { noticesOf } from './notices.ts'
import { type PlaceView, placeOf } from './place.ts'
import { progressOf } from './progress.ts'
import type { ComplaintRow, ComplaintWords, PhotoRow } from './queries.ts'
import { sharedAs, shareOf } from './shared-as.ts'
import { isoOf, timelineOf } from './timeline.ts'
import { asEverybodyReads } from './words.ts'

/** A complaint as it is read, by everybody or by its resident. */
export type ComplaintView = {
  title: string
  /** The address in the resident's words, beside the category in the title. */
  place: string | null
  placeLang: string
  number: string
  received: When
  tag: Tag
  deadline: Deadline | null
  notices: Alert[]
  progress: { label: string; steps: Step[] }
  beforeAfter: { before: Photo; after: Photo } | null
  photos: Photo[]
  text: {
    text: string
    lang: string
    note: string | null
    hidden: { text: string; href: string } | null
  } | null
  answers: (OfficialAnswer & { reportHref: string | null })[]
  where: PlaceView | null
  facts: SummaryRow[]
  timeline: TimelineEntry[]
  /** The text for a formal appeal, where everybody may read it. */
  formalHref: string | null
}

export type ShowModel = PageModel & {
  complaint: ComplaintView
  /** What is planned at the place, and what others do about it. */
  hints: Hint[]
  share: {
    url: string
    title: string
    links: { href: string; label: string }[]
    imageHref: string
    embedHref: string
    embedCode: string
  } | null
  similarHref: string | null
  /** What a reader can join in with; null when there is nothing that everybody may see. */
  follow: {
    counts: string | null
    pressAction: string
    aboutHref: string
    links: { href: string; label: string; icon: string }[]
  } | null
  /** Null when there is nothing to read that could break a rule. */
  reportHref: string | null
}

export const showPage = definePage<ShowModel>('complaints/show')

/** Where the pictures of a reader stand, by photo. */
export type PhotoHref = (photo: PhotoRow, size: 'large' | 'small') => string

export const publicPhotoHref: PhotoHref = ({ id }, size) => complaintPaths.photo(id, size)

/** The public page of a complaint. */
export function showModel(row: ComplaintRow, reading: Reading, hints: ShowModel['hints'] = []): ShowModel {
  const { city, lang, origin } = reading
  const complaint = complaintView(row, reading, publicPhotoHref, { reports: row.shown })
  const path = complaintPaths.show(lang, city.slug, row.number)
  const url = origin + path
  const title = [complaint.title, complaint.place].filter(Boolean).join(', ')
  return {
    page: {
      title: `${title} (${complaint.number})`,
      crumbs: crumbsOf(reading),
      // What is held back or for staff only is no page for a search engine.
      noindex: !row.shown,
      ...(row.words === null ? {} : { description: excerpt(publicText(row.words.text, reading.t), 160) }),
      ...(row.shown ? sharedAs(row, reading) : {}),
    },
    complaint,
    hints,
    share: row.shown ? shareOf(row, reading, { url, title }) : null,
    similarHref: similarHref(row, reading),
    follow: row.shown ? followOf(row, reading) : null,
    reportHref: row.shown ? complaintPaths.report(lang, city.slug, row.number) : null,
  }
}

function followOf(row: ComplaintRow, { city, lang, t }: Reading): ShowModel['follow'] {
  const { number } = row
  const link = (href: string, key: 'link' | 'feed' | 'calendar' | 'witness' | 'proof', icon: string) => ({
    href,
    label: t(`public:follow.${key}`),
    icon,
  })
  const links = [
    link(complaintPaths.follow(lang, city.slug, { complaint: number }), 'link', 'bell'),
    link(complaintPaths.history(lang, city.slug, number), 'feed', 'rss'),
  ]
  if (canHappen('witnessed', row.status)) {
    links.unshift(link(complaintPaths.witness(lang, city.slug, number), 'witness', 'camera'))
  }
  // A promise that was kept or broken is none any more.
  if (isOpen(row.status) && row.dueOn !== null) {
    links.push(link(complaintPaths.calendar(lang, city.slug, number), 'calendar', 'calendar'))
  }
  links.push(link(complaintPaths.proof(lang, city.slug, number), 'proof', 'shield-check'))
  return {
    counts: supportWords(row, { lang, t }),
    pressAction: complaintPaths.support(lang, city.slug, number),
    aboutHref: complaintPaths.meToo(lang, city.slug, number),
    links,
  }
}

/** Confirmed voices and, apart from them, those of devices alone; null when there are none. */
export function supportWords(
  { supportCount, supportUnconfirmed }: Pick<ComplaintRow, 'supportCount' | 'supportUnconfirmed'>,
  { lang, t }: Pick<Reading, 'lang' | 't'>,
): string | null {
  const words = [
    supportCount === 0
      ? ''
      : t('public:support.confirmed', { count: supportCount, n: formatCount(supportCount, lang) }),
    supportUnconfirmed === 0
      ? ''
      : t('public:support.unconfirmed', { n: formatCount(supportUnconfirmed, lang) }),
  ]
  return words.filter(Boolean).join(' · ') || null
}

export const crumbsOf = ({ city, lang, t }: Reading) => [
  { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
  { href: complaintPaths.list(lang, city.slug), label: t('common:nav.complaints') },
]

/** Everything that this reader may read of the complaint, in their language where the portal speaks. */
export function complaintView(
  given: ComplaintRow,
  reading: Reading,
  photoHref: PhotoHref,
  /** Beside each part stands where it can be reported; its own resident has better ways. */
  { reports = false }: { reports?: boolean } = {},
): ComplaintView {
  const row = asEverybodyReads(given, reading.t)
  const { city, lang, t, directory, timeZone } = reading
  const categoryId = row.facts?.categoryId ?? null
  const category = categoryId === null ? undefined : directory.categoryById.get(categoryId)
  const pictures = new Map(
    row.photos.map((photo, index) => [
      photo.id,
      {
        ...pictureOf(photo, index, t, photoHref),
        // what only some may see is reported to nobody
        reportHref: reports && photo.public ? reportHref(row, reading, `photo:${photo.id}`) : null,
      },
    ]),
  )
  const happened = row.activity.map(({ kind, at }) => ({ kind, at }))
  return {
    title: titleOf(row, category === undefined ? null : nameIn(category.names, lang), t),
    place: row.words?.address || null,
    placeLang: row.words?.textLang ?? lang,
    number: formatNumber(row.number),
    received: { iso: isoOf(row.receivedAt), text: formatMoment(row.receivedAt, lang, timeZone) },
    tag: statusTag(row.status, t),
    deadline: deadlineLine({ ...row, answeredAt: lastStayAnswer(row) }, reading),
    notices: noticesOf(row, reading),
    progress: { label: t('public:show.progress'), steps: progressOf(row, happened, reading) },
    ...gallery(row.photos, pictures),
    text: textOf(given, reading),
    answers: answersOf(row, reading).map((answer) => ({
      ...answer,
      reportHref: reports ? reportHref(row, reading, `answer:${answer.no}`) : null,
    })),
    where: placeOf(row, reading),
    facts: factsOf(row, reading),
    timeline: timelineOf(row.activity, reading, {
      textLang: row.words?.textLang ?? lang,
      photoOf: (id) => pictures.get(id) ?? null,
      reportHref: reports ? (seq) => reportHref(row, reading, `entry:${seq}`) : null,
    }),
    formalHref: row.shown ? complaintPaths.formalText(lang, city.slug, row.number) : null,
  }
}

function titleOf(row: ComplaintRow, category: string | null, t: Reading['t']): string {
  if (category !== null) return category
  return row.facts === null ? t('public:show.privateTitle') : t('public:show.plainTitle')
}

/** The first answer of the office that holds the complaint, or held it last. */
export function lastStayAnswer({ answers }: Pick<ComplaintRow, 'answers'>): number | null {
  const stay = answers.at(-1)?.custodyNo
  return answers.find((answer) => answer.custodyNo === stay)?.at ?? null
}

function pictureOf(photo: PhotoRow, index: number, t: Reading['t'], href: PhotoHref): Photo {
  return {
    src: href(photo, 'small'),
    href: href(photo, 'large'),
    alt: t(`public:photo.${photo.role}`, { n: index + 1 }),
    width: photo.width,
    height: photo.height,
  }
}

/** The first picture of the resident beside the first of the last answer; the rest below. Later ones: timeline. */
function gallery(
  rows: readonly PhotoRow[],
  pictures: ReadonlyMap<string, Photo>,
): Pick<ComplaintView, 'beforeAfter' | 'photos'> {
  const before = rows.find(({ role }) => role === 'before')
  const lastAnswer = Math.max(...rows.map(({ answerNo }) => answerNo ?? 0), 0)
  const after = rows.find(({ role, answerNo }) => role === 'after' && (answerNo ?? 0) === lastAnswer)
  const paired = before !== undefined && after !== undefined ? { before, after } : null
  const rest = rows.filter((row) => row.role !== 'added' && row !== paired?.before && row !== paired?.after)
  const draw = (rows: readonly PhotoRow[]) => rows.flatMap(({ id }) => pictures.get(id) ?? [])
  const [first, second] = paired === null ? [] : draw([paired.before, paired.after])
  return {
    beforeAfter: first !== undefined && second !== undefined ? { before: first, after: second } : null,
    photos: draw(rest),
  }
}

function textOf({ words, visibility }: ComplaintRow, { lang, t, city }: Reading): ComplaintView['text'] {
  if (words === null) return null
  const { textLang } = words
  const isMasked = visibility === 'public'
  const text = isMasked ? publicText(words.text, t) : words.text
  const hidden = isMasked ? hiddenNote(words, { t, lang, city }) : null
  const other = textLang !== lang && (textLang === 'kk' || textLang === 'ru' || textLang === 'en')
  return { text, lang: textLang, note: other ? t(`public:writtenIn.${textLang}`) : null, hidden }
}

/** What is not shown to everybody, and where it is explained. */
function hiddenNote(
  { text, address, landmark, edited }: ComplaintWords,
  { t, lang, city }: Pick<Reading, 't' | 'lang' | 'city'>,
): { text: string; href: string } | null {
  const kinds = hiddenKinds(text, address, landmark)
  if (kinds.length === 0 && !edited) return null
  const names = kinds.map((kind) => t(`complaints:personal.${kind}`)).join(', ')
  const sentence =
    kinds.length === 0 ? t('public:hidden.edited') : t('public:hidden.masked', { kinds: names })
  return { text: sentence, href: complaintPaths.whyHidden(lang, city.slug) }
}

const reportHref = ({ number }: ComplaintRow, { lang, city }: Reading, part: string): string =>
  complaintPaths.report(lang, city.slug, number, part)

function similarHref({ facts }: ComplaintRow, { city, lang, directory }: Reading): string | null {
  const category = facts?.categoryId == null ? undefined : directory.categoryById.get(facts.categoryId)
  const area = city.areas.find(({ id }) => id === facts?.districtId)
  if (category === undefined) return null
  return complaintPaths.list(lang, city.slug, { category: category.code, district: area?.code })
}
