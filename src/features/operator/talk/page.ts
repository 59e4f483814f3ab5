import type { FieldErrors } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, ComplaintCard, Option, SummaryError } from '../../../platform/http/parts.ts'
import { endonyms, type Translate } from '../../../platform/i18n/texts.ts'
import { formatNumber as formatCount, formatDay, formatInstant } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import {
  callsOf,
  channelName,
  complaintPaths,
  currentCategories,
  type Draft,
  dangerousCategory,
  deskPaths,
  type Filer,
  formatNumber,
  guessedCategories,
  optionOf,
  type Similar,
  similarCard,
  statusTag,
  unknownCategory,
} from '../../complaints/index.ts'
import type { Category } from '../../offices/index.ts'
import { operatorPaths } from '../paths.ts'
import { type DeskNav, deskNav } from './desk-nav.ts'
import { wishes } from './details.ts'
import { type DeskLang, deskChannels, deskLangs, type TalkFields } from './forms.ts'
import { type Panel, type PanelInput, panelOf } from './panel.ts'
import { type PlacePart, placePart } from './place-part.ts'
import { type CaseRow, type DeskState, lengthAt, type Talk } from './queries.ts'
import { type QuestionField, questionFields } from './questions.ts'
import { readBackText } from './read-back.ts'

type Field = { value: string; error: string }
export type CaseLine = { href: string; number: string; status: string; title: string; note: string }

export type TalkModel = PageModel & {
  nav: DeskNav
  message: Alert | null
  errors: SummaryError[]
  action: string
  /** Nothing has been typed yet. */
  isFresh: boolean
  key: string
  seen: string
  /** What is read back when there is no network, `#text` and `#place` to be filled in. */
  sayAway: { kk: string; ru: string }
  guessHref: string
  clock: { text: string; length: string; seconds: string; held: boolean }
  channel: { value: string; options: Option[] }
  fields: Record<
    | 'caller'
    | 'letterOn'
    | 'text'
    | 'address'
    | 'landmark'
    | 'phone'
    | 'email'
    | 'answer'
    | 'callDay'
    | 'callTime'
    | 'callName'
    | 'callWhy',
    Field
  >
  earlier: { text: string; cases: CaseLine[] } | null
  category: { value: string; guesses: Option[]; other: string; options: Option[] }
  /** What an office needs to know of this category, read out in the language of the caller. */
  questions: { of: string; lang: string; items: QuestionField[] }
  place: PlacePart
  photos: { src: string; id: string; name: string; width: number; height: number }[]
  photoErrors: string
  /** Letters as PDF. */
  scans: { id: string; label: string }[]
  pasted: Field
  similar: { card: ComplaintCard; number: string; press: string }[]
  danger: { text: string; calls: { number: string; href: string; label: string }[] } | null
  replyLang: { value: string; options: Option[] }
  wish: { value: string; options: Option[] }
  readOut: { checked: boolean; error: string; text: string; lang: string }
  isPrivate: { checked: boolean; forced: string | null }
  /** The sentence to say before saving; null before the form is complete. */
  readBack: { text: string; lang: string } | null
  openCall: boolean
  openAnswer: boolean
  panel: Panel
}

export const talkPage = definePage<TalkModel>('operator/talk', { layout: 'staff' })

export type TalkInput = {
  filer: Filer
  /** Speaks the language of the caller. */
  say: Translate
  state: DeskState
  talk: Talk | null
  fields: TalkFields
  draft: Draft | null
  similar: readonly Similar[]
  /** What this caller has reported, when it was looked up. */
  earlier: readonly CaseRow[] | null
  matches: readonly { value: string; hint: string }[] | null
  scans: readonly { id: string; bytes: number }[]
  panel: PanelInput
  key: string
  /** Speak the languages of callers. */
  sayIn: Record<DeskLang, Translate>
  /** Milliseconds UTC. */
  now: number
  errors?: FieldErrors
  photoErrors?: string
  isReadBack?: boolean
  message?: Alert | null
}

export function talkModel(input: TalkInput): TalkModel {
  const { filer, say, talk, fields, errors = {}, isReadBack = false } = input
  const { t, lang, city } = filer
  const sentences = Object.fromEntries(
    Object.entries(errors).map(([name, key]) => [name, key === undefined ? '' : t(key)]),
  )
  const field = (name: keyof TalkFields & string): Field => ({
    value: String(fields[name]),
    error: sentences[name] ?? '',
  })
  const title =
    talk === null
      ? t('operator:talk.new')
      : t('operator:talk.title', { channel: channelName(talk.channel, t) })
  const category = categoryOf(filer, fields)
  return {
    page: { title, noindex: true, scripts: ['file.js', 'operator.js'] },
    nav: deskNav(input, talk?.id ?? 'new'),
    message: input.message ?? null,
    errors: Object.entries(sentences).map(([name, text]) => ({ href: `#${name}`, text })),
    action: talk === null ? operatorPaths.desk(city.slug) : operatorPaths.talk(city.slug, talk.id),
    isFresh: talk === null,
    key: input.key,
    seen: input.draft?.fingerprint ?? '',
    sayAway: { kk: sayAway(input.sayIn.kk), ru: sayAway(input.sayIn.ru) },
    guessHref: complaintPaths.guess(lang, city.slug),
    clock: clockOf(input),
    channel: {
      value: fields.channel,
      options: deskChannels.map((value) => ({ value, label: t(`operator:channel.${value}`) })),
    },
    fields: {
      ...{ caller: field('caller'), letterOn: field('letterOn'), text: field('text') },
      ...{ address: field('address'), landmark: field('landmark') },
      ...{ phone: field('phone'), email: field('email'), answer: field('answer') },
      ...{ callDay: field('callDay'), callTime: field('callTime') },
      ...{ callName: field('callName'), callWhy: field('callWhy') },
    },
    earlier: earlierOf(input),
    category: categoryField(filer, fields),
    questions: {
      of: `${category?.code ?? ''}/${fields.replyLang}`,
      lang: fields.replyLang,
      items: questionFields({
        ...{ category, lang, say, sentences, answers: fields.answers, replyLang: fields.replyLang },
      }),
    },
    place: placePart(filer, { fields, matches: input.matches, error: sentences['point'] ?? '' }),
    photos: photosOf(input),
    photoErrors: input.photoErrors ?? '',
    scans: input.scans.map(({ id, bytes }, index) => ({
      id,
      label: t('operator:talk.scan', { n: index + 1, kilobytes: formatCount(Math.ceil(bytes / 1024), lang) }),
    })),
    pasted: field('pasted'),
    similar: input.similar.map((one) => ({
      card: { ...similarCard(filer, one), photo: null },
      number: one.number,
      press: t('filing:similar.press', { number: formatNumber(one.number) }),
    })),
    danger: dangerOf(filer, fields),
    replyLang: {
      value: fields.replyLang,
      options: deskLangs.map((value) => ({ value, label: endonyms[value] })),
    },
    wish: {
      value: fields.wish,
      options: wishes.map((value) => ({ value, label: t(`operator:wish.${value}`) })),
    },
    readOut: {
      checked: fields.readOut,
      error: sentences['readOut'] ?? '',
      text: say('operator:say.consent', {
        city: nameIn(city.names, fields.replyLang),
        count: city.profile.retention.contactDays,
      }),
      lang: fields.replyLang,
    },
    isPrivate: {
      checked: fields.isPrivate,
      forced: category?.sensitive === true ? t('operator:talk.sensitive') : null,
    },
    readBack: isReadBack
      ? { text: readBackText({ filer, say, fields, category }), lang: fields.replyLang }
      : null,
    openCall: ['callDay', 'callTime', 'callWhy'].some((name) => sentences[name] !== undefined),
    openAnswer: sentences['answer'] !== undefined || fields.answer !== '',
    panel: panelOf(filer, input.panel),
  }
}

/** What the page fills in and has read back when there is no network. */
const sayAway = (say: Translate): string =>
  [
    say('operator:say.readBack', { text: '#text' }),
    say('operator:say.place', { place: '#place' }),
    say('operator:say.later'),
    say('operator:say.right'),
  ].join('\n')

/** The chosen category, else what the words speak for. */
export const categoryCode = ({ otherCategory, category }: Pick<TalkFields, 'otherCategory' | 'category'>) =>
  otherCategory || category

export const categoryOf = (
  { directory }: Pick<Filer, 'directory'>,
  fields: Pick<TalkFields, 'otherCategory' | 'category'>,
): Category | undefined => directory.categories.find(({ code }) => code === categoryCode(fields))

function categoryField(filer: Filer, fields: TalkFields): TalkModel['category'] {
  const { t } = filer
  const guessed = guessedCategories(filer, fields.text)
  const code = categoryCode(fields)
  const isGuess = guessed.some((one) => one.code === code)
  return {
    value: isGuess ? code : '',
    guesses: guessed.map(optionOf(filer)),
    other: isGuess ? '' : code,
    options: [
      { value: '', label: t('operator:talk.noCategory') },
      ...currentCategories(filer).map(optionOf(filer)),
      { value: unknownCategory, label: t('filing:what.unknown') },
    ],
  }
}

function photosOf({ draft, filer: { lang, city, t } }: TalkInput): TalkModel['photos'] {
  return (draft?.photos ?? []).map(({ id, width, height }, index) => ({
    id,
    ...{ width, height },
    src: complaintPaths.draftPhoto(lang, city.slug, draft?.token ?? '', id),
    name: t('operator:talk.photo', { n: index + 1 }),
  }))
}

function dangerOf(filer: Filer, fields: TalkFields): TalkModel['danger'] {
  const { lang, t, city } = filer
  const category = dangerousCategory(filer, { text: fields.text, category: categoryCode(fields) || null })
  if (category === null) return null
  const calls = callsOf({ lang, city }, category.danger)
  return { text: t('operator:talk.danger', { category: nameIn(category.names, lang) }), calls }
}

function clockOf({ talk, now, filer: { t, lang, city } }: TalkInput): TalkModel['clock'] {
  if (talk === null) return { text: t('operator:clock.new'), length: '', seconds: '', held: false }
  const seconds = lengthAt(talk, now)
  const { startedAt, heldAt } = talk
  const length = minutes(seconds)
  if (heldAt === null) {
    const time = formatInstant(startedAt, lang, city.timeZone, 'time')
    return { text: t('operator:clock.since', { time }), length, seconds: String(seconds), held: false }
  }
  const time = formatInstant(heldAt, lang, city.timeZone, 'time')
  return { text: t('operator:clock.held', { time }), length, seconds: '', held: true }
}

/** `75` -> `1:15`. */
export const minutes = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

function earlierOf({ earlier, filer }: TalkInput): TalkModel['earlier'] {
  if (earlier === null) return null
  const { t } = filer
  const text =
    earlier.length === 0
      ? t('operator:talk.newCaller')
      : t('operator:talk.earlier', { count: earlier.length })
  return { text, cases: earlier.map((row) => caseLine(filer, row)) }
}

export function caseLine({ lang, t, city, directory }: Filer, row: CaseRow): CaseLine {
  const category = row.category_id === null ? undefined : directory.categoryById.get(row.category_id)
  const due = row.due_on === null ? '' : t('operator:case.due', { day: formatDay(row.due_on, lang, 'short') })
  const received = formatInstant(row.received_at, lang, city.timeZone, 'short')
  return {
    href: deskPaths.show(row.number),
    number: formatNumber(row.number),
    status: statusTag(row.status, t).label,
    title: category === undefined ? t('operator:case.plain') : nameIn(category.names, lang),
    note: [row.address, received, due].filter(Boolean).join(' · '),
  }
}
