import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Option, SummaryError, SummaryRow, Tab, Tag } from '../../../platform/http/parts.ts'
import { endonyms, type Lang, langs, type Translate } from '../../../platform/i18n/texts.ts'
import { formatMoment, formatNumber } from '../../../platform/time/format.ts'
import { type City, nameIn } from '../../city/index.ts'
import { formatNumber as complaintNumber, complaintPaths } from '../../complaints/index.ts'
import { eventDeskPaths, eventPaths } from '../paths.ts'
import { canBecome, organiserDoor, publishProblems, repeats } from '../rules.ts'
import { wordsIn } from '../translated.ts'
import { eventTag, kindName, whenText } from '../words.ts'
import type { DeskEvent } from './queries.ts'
import type { EventRights } from './rights.ts'

/** Where a page of staff is read. `cities`: those of the rows. */
export type DeskReading = { lang: Lang; t: Translate; now: number; cities: readonly City[] }

export const cityOfRow = ({ cities }: DeskReading, cityId: number): City => {
  const city = cities.find(({ id }) => id === cityId)
  if (city === undefined) throw new Error(`City ${cityId} is not among those of the page`)
  return city
}

export const errorLines = (errors: FieldErrors, t: Translate): SummaryError[] =>
  Object.entries(errors).flatMap(([name, text]) =>
    text === undefined ? [] : [{ href: `#${name}`, text: t(text) }],
  )

export type DeskShowModel = PageModel & {
  tag: Tag
  message: Alert | null
  errors: SummaryError[]
  facts: SummaryRow[]
  parts: Tab[]
  version: number
  publicHref: string | null
  editHref: string | null
  publish: { action: string; missing: string[] } | null
  cancel: {
    action: string
    typed: Record<'reasonKk' | 'reasonRu' | 'reasonEn', string>
    error: string
    isDraft: boolean
  } | null
  repeat: {
    action: string
    key: string
    options: Option[]
    every: string
    times: string
    errors: { every: string; times: string }
  } | null
  steps: { at: string; iso: string; title: string; who: string; reason: string }[]
  /** Organisers who are no staff; null: none of this person's business. */
  organisers: {
    action: string
    key: string
    name: { value: string; error: string }
    /** Shown once: only its hash is kept. */
    given: { label: string; href: string } | null
    links: { name: string; state: Tag; issued: string; id: number; revokeAction: string }[]
  } | null
}

export const deskShowPage = definePage<DeskShowModel>('events/desk/show', { layout: 'staff' })

export type DeskShowInput = {
  event: DeskEvent
  rights: EventRights
  done: string | null
  /** Makes a repetition that is sent twice one. */
  key: string
  /** Somebody was faster. */
  conflict?: boolean
  back?: { typed: Typed; errors: FieldErrors }
  /** A link that was just given: to whom, and the link. */
  given?: { name: string; href: string }
}

const saidAfter = ['made', 'saved', 'published', 'cancelled', 'repeated', 'accepted', 'revoked'] as const

export function deskShowModel(input: DeskShowInput, reading: DeskReading): DeskShowModel {
  const { event, rights, done, key, conflict = false, back = { typed: {}, errors: {} } } = input
  const { lang, t, now } = reading
  const city = cityOfRow(reading, event.cityId)
  const said = saidAfter.find((one) => one === done)
  const sentence = (field: string) => (back.errors[field] === undefined ? '' : t(back.errors[field]))
  const title = wordsIn(event.title, lang)
  return {
    page: { title, noindex: true, crumbs: [{ href: eventDeskPaths.list(), label: t('events:desk.title') }] },
    tag: eventTag(event, t, now),
    message: conflict
      ? { tone: 'warning', text: t('events:desk.conflict') }
      : said === undefined
        ? null
        : { tone: 'success', text: t(`events:desk.done.${said}`) },
    errors: errorLines(back.errors, t),
    facts: deskFacts(event, reading),
    parts: partsOf(event, rights, 'show', t),
    version: event.version,
    publicHref: event.publishedAt === null ? null : eventPaths.show(lang, city.slug, event.id),
    editHref:
      rights.edit && ['draft', 'published'].includes(event.state) ? eventDeskPaths.edit(event.id) : null,
    publish:
      rights.publish && canBecome(event.state, 'published')
        ? {
            action: eventDeskPaths.act(event.id, 'publish'),
            missing: publishProblems(flatTitles(event), now).map((one) => t(`events:missing.${one}`)),
          }
        : null,
    cancel:
      rights.publish && canBecome(event.state, 'cancelled')
        ? {
            action: eventDeskPaths.act(event.id, 'cancel'),
            typed: {
              reasonKk: back.typed['reasonKk'] ?? '',
              reasonRu: back.typed['reasonRu'] ?? '',
              reasonEn: back.typed['reasonEn'] ?? '',
            },
            error: sentence('reasonKk'),
            isDraft: event.publishedAt === null,
          }
        : null,
    repeat: rights.edit
      ? {
          action: eventDeskPaths.act(event.id, 'repeat'),
          key: back.typed['key'] ?? key,
          options: repeats.map((one) => ({ value: one, label: t(`events:repeat.${one}`) })),
          every: back.typed['every'] ?? 'week',
          times: back.typed['times'] ?? '4',
          errors: { every: sentence('every'), times: sentence('times') },
        }
      : null,
    organisers: organisersOf(input, reading),
    steps: event.steps.map(({ at, state, who, reason }) => ({
      at: formatMoment(at, lang, city.timeZone),
      iso: new Date(at).toISOString(),
      title: t(`events:step.${state as DeskEvent['state']}`),
      who: who ?? t('events:step.portal'),
      reason: wordsIn(reason, lang),
    })),
  }
}

function organisersOf(
  { event, rights, key, given, back }: DeskShowInput,
  reading: DeskReading,
): DeskShowModel['organisers'] {
  const { lang, t, now } = reading
  if (!rights.edit || !rights.people || organiserDoor(event, now) === null) return null
  const { timeZone } = cityOfRow(reading, event.cityId)
  const error = back?.errors['organiser']
  return {
    ...{ action: eventDeskPaths.links(event.id), key },
    name: { value: back?.typed['organiser'] ?? '', error: error === undefined ? '' : t(error) },
    given:
      given === undefined
        ? null
        : { label: t('events:organiserLink.given', { name: given.name }), href: given.href },
    links: event.links.map(({ id, name, issuedAt, revokedAt }) => ({
      ...{ id, name },
      issued: t('events:organiserLink.issued', { at: formatMoment(issuedAt, lang, timeZone) }),
      state:
        revokedAt === null
          ? { label: t('events:organiserLink.open'), tone: 'success', icon: 'check' }
          : { label: t('events:organiserLink.revoked'), tone: 'neutral', icon: 'ban' },
      revokeAction: revokedAt === null ? eventDeskPaths.revokeLink(event.id, id) : '',
    })),
  }
}

/** The titles and places as the rules of publishing read them. */
export const flatTitles = ({ title, place, endsAt }: DeskEvent) => ({
  titleKk: title.kk,
  titleRu: title.ru,
  placeKk: place.kk,
  placeRu: place.ru,
  endsAt,
})

function deskFacts(event: DeskEvent, reading: DeskReading): SummaryRow[] {
  const { lang, t } = reading
  const city = cityOfRow(reading, event.cityId)
  const { timeZone } = city
  const n = (value: number) => formatNumber(value, lang)
  const rows: SummaryRow[] = [
    { label: t('events:edit.kind'), value: kindName(event.kind, t) },
    { label: t('events:edit.city'), value: nameIn(city.names, lang) },
    { label: t('events:fact.when'), value: whenText(event, { lang, t, timeZone }) },
    { label: t('events:fact.where'), value: wordsIn(event.place, lang) },
    {
      label: t('events:fact.places'),
      value: event.signUp
        ? t('events:desk.people', {
            given: n(event.people.given),
            places: event.places === null ? '∞' : n(event.places),
            waiting: n(event.people.waiting),
          })
        : t('events:state.comeAsYouAre'),
    },
    {
      label: t('events:edit.translated'),
      value: langs
        .filter((one) => event.title[one] !== '')
        .map((one) => endonyms[one])
        .join(', '),
    },
    ...event.complaints.map(({ number }) => ({
      label: t('events:edit.complaint'),
      value: complaintNumber(number),
      href: complaintPaths.show(lang, city.slug, number),
    })),
  ]
  return rows.filter(({ value }) => value !== '')
}

/** The pages of one event. */
export function partsOf(
  event: Pick<DeskEvent, 'id' | 'state' | 'signUp'>,
  rights: EventRights,
  current: 'show' | 'people' | 'results' | 'questions',
  t: Translate,
): Tab[] {
  const tab = (name: typeof current, href: string): Tab => ({
    href,
    label: t(`events:part.${name}`),
    current: name === current,
  })
  return [
    tab('show', eventDeskPaths.show(event.id)),
    ...(rights.people && event.signUp ? [tab('people', eventDeskPaths.people(event.id))] : []),
    tab('results', eventDeskPaths.results(event.id)),
    tab('questions', eventDeskPaths.questions(event.id)),
  ]
}
