import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Option, SummaryError, SummaryRow, Tab } from '../../../platform/http/parts.ts'
import { endonyms, type Lang, langs } from '../../../platform/i18n/texts.ts'
import { formatMoment, formatNumber } from '../../../platform/time/format.ts'
import { eventDeskPaths } from '../paths.ts'
import { photoRoles } from '../rules.ts'
import { wordsIn } from '../translated.ts'
import type { TextGroup } from './edit-page.ts'
import { cityOfRow, type DeskReading, errorLines, partsOf } from './pages.ts'
import type { DeskEvent, OrganiserDraft } from './queries.ts'
import type { EventRights } from './rights.ts'

type Field = { name: string; value: string; error: string }

export type ResultsModel = PageModel & {
  parts: Tab[]
  message: Alert | null
  errors: SummaryError[]
  /** Why there is nothing to write down yet. */
  early: string
  /** What an organiser says came of it; null: nothing that is not taken over. */
  draft: {
    title: string
    rows: SummaryRow[]
    text: string
    lang: string
    /** Puts it into the fields; null: it stands there, or only to be read. */
    fillHref: string | null
    isInForm: boolean
  } | null
  form: {
    save: string
    publish: string | null
    version: string
    draft: string
    participants: Field & { hint: string }
    hours: Field
    bags: Field
    text: TextGroup
  } | null
  pictures: {
    src: string
    alt: string
    role: string
    width: number
    height: number
    removeAction: string
    /** Of one that an organiser sent and nobody has accepted yet; empty: it belongs to the results. */
    acceptAction: string
  }[]
  addPictures: { action: string; roles: Option[]; role: string; error: string } | null
  papers: { title: string; removeAction: string }[]
  addPaper: { action: string; title: Field; lang: string; langs: Option[]; error: string } | null
}

export const resultsPage = definePage<ResultsModel>('events/desk/results', { layout: 'staff' })

export type ResultsInput = {
  event: DeskEvent
  rights: EventRights
  done: string | null
  /** The organiser's words stand in the fields. */
  fromDraft?: boolean
  typed?: Typed
  errors?: FieldErrors
  conflict?: boolean
  /** Of pictures that were not taken. */
  role?: string
  /** Why a picture or a paper was not taken, ready sentences. */
  refused?: { pictures?: string; paper?: string }
}

const said = ['saved', 'published', 'pictures', 'paper', 'removed', 'accepted'] as const

export function resultsModel(input: ResultsInput, reading: DeskReading): ResultsModel {
  const { event, rights, done, typed, errors = {}, conflict = false, refused = {}, fromDraft = false } = input
  const { lang, t, now } = reading
  const title = wordsIn(event.title, lang)
  const what = said.find((one) => one === done)
  const draft = fromDraft ? event.draft : null
  const stored = storedOf(event, draft)
  // A paper that was refused comes back with its own fields, and the results stay as they are stored
  const isResults = typed?.['version'] !== undefined
  const field = (name: string): Field => ({
    name,
    value: typed?.[name] ?? (isResults ? '' : (stored[name] ?? '')),
    error: errors[name] === undefined ? '' : t(errors[name]),
  })
  const hasBegun = event.startsAt <= now && ['published', 'held'].includes(event.state)
  // Whoever was told that it is too early keeps what was typed
  const mayWrite = rights.edit && (hasBegun || isResults)
  return {
    page: {
      title: t('events:results.title', { title }),
      noindex: true,
      crumbs: [
        { href: eventDeskPaths.list(), label: t('events:desk.title') },
        { href: eventDeskPaths.show(event.id), label: title },
      ],
    },
    parts: partsOf(event, rights, 'results', t),
    message: conflict
      ? { tone: 'warning', text: t('events:desk.conflict') }
      : what === undefined
        ? null
        : { tone: 'success', text: t(`events:results.done.${what}`) },
    errors: [
      ...errorLines(errors, t),
      ...(refused.pictures === undefined ? [] : [{ href: '#photos', text: refused.pictures }]),
      ...(refused.paper === undefined ? [] : [{ href: '#paper', text: refused.paper }]),
    ],
    early: hasBegun ? '' : t('events:results.early'),
    form: !mayWrite
      ? null
      : {
          save: eventDeskPaths.results(event.id),
          publish: rights.publish && event.state === 'published' ? eventDeskPaths.hold(event.id) : null,
          // A mistake is mended in the form as it was opened; after a conflict the person has seen what is there now
          version: (conflict ? undefined : typed?.['version']) ?? String(event.version),
          draft: typed?.['draft'] ?? String(draft?.version ?? 0),
          participants: {
            ...field('participants'),
            hint: t('events:results.came', { came: String(event.people.came) }),
          },
          hours: field('hours'),
          bags: field('bags'),
          text: {
            name: 'text',
            legend: t('events:results.text'),
            hint: t('events:results.textHint'),
            rows: 4,
            fields: langs.map((one) => ({
              ...field(`text${one[0]?.toUpperCase()}${one.slice(1)}`),
              label: endonyms[one],
              lang: one,
            })),
          },
        },
    draft: draftOf(
      event,
      {
        mayFill: mayWrite && draft === null && typed === undefined,
        // A form that comes back says which of the organiser's words it was filled from
        isInForm:
          mayWrite && (typed?.['draft'] ?? String(draft?.version ?? 0)) === String(event.draft?.version),
      },
      reading,
    ),
    pictures: [...event.pictures, ...event.proposed].map(({ id, role, smallWidth, smallHeight }) => ({
      src: eventDeskPaths.picture(event.id, id, 'small'),
      alt: t(`events:picture.${role as 'before'}`, { title }),
      role: t(`events:role.${role as 'before'}`),
      width: smallWidth,
      height: smallHeight,
      removeAction: eventDeskPaths.drop(event.id, 'pictures', id),
      acceptAction: event.proposed.some((one) => one.id === id) ? eventDeskPaths.accept(event.id, id) : '',
    })),
    addPictures:
      rights.edit && event.state !== 'cancelled'
        ? {
            action: eventDeskPaths.pictures(event.id),
            roles: photoRoles.map((role) => ({ value: role, label: t(`events:role.${role}`) })),
            role: input.role || 'after',
            error: refused.pictures ?? '',
          }
        : null,
    papers: event.papers.map(({ id, title: name }) => ({
      title: name,
      removeAction: eventDeskPaths.drop(event.id, 'materials', id),
    })),
    addPaper:
      rights.edit && event.state !== 'cancelled'
        ? {
            action: eventDeskPaths.materials(event.id),
            title: field('title'),
            lang: typed?.['lang'] ?? lang,
            langs: langs.map((one) => ({ value: one, label: endonyms[one] })),
            error: refused.paper ?? '',
          }
        : null,
  }
}

/** What stands in the fields: the results as they are, or the organiser's words over them. */
function storedOf({ results, people }: DeskEvent, draft: OrganiserDraft | null): Typed {
  const sums = draft ?? results
  const text = (lang: Lang) => (draft?.lang === lang ? draft.text : (results?.text[lang] ?? ''))
  return {
    participants: String(sums?.participants ?? (people.came || '')),
    hours: String(sums?.hours || ''),
    bags: String(sums?.bags || ''),
    ...{ textKk: text('kk'), textRu: text('ru'), textEn: text('en') },
  }
}

function draftOf(
  event: DeskEvent,
  { mayFill, isInForm }: { mayFill: boolean; isInForm: boolean },
  reading: DeskReading,
): ResultsModel['draft'] {
  const { draft } = event
  if (draft === null) return null
  const { lang, t } = reading
  const n = (sum: number) => formatNumber(sum, lang)
  const at = formatMoment(draft.at, lang, cityOfRow(reading, event.cityId).timeZone)
  return {
    title: t('events:results.draftOf', { name: draft.name || t('events:people.forgotten') }),
    rows: [
      { label: t('events:results.draftAt'), value: at },
      { label: t('events:results.participants'), value: n(draft.participants) },
      { label: t('events:results.hours'), value: n(draft.hours) },
      { label: t('events:results.bags'), value: n(draft.bags) },
    ],
    ...{ text: draft.text, lang: draft.lang },
    fillHref: mayFill ? eventDeskPaths.resultsFromDraft(event.id) : null,
    isInForm,
  }
}
