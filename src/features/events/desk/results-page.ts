import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Option, SummaryError, Tab } from '../../../platform/http/parts.ts'
import { endonyms, langs } from '../../../platform/i18n/texts.ts'
import { eventDeskPaths } from '../paths.ts'
import { photoRoles } from '../rules.ts'
import { wordsIn } from '../translated.ts'
import type { TextGroup } from './edit-page.ts'
import { type DeskReading, errorLines, partsOf } from './pages.ts'
import type { DeskEvent } from './queries.ts'
import type { EventRights } from './rights.ts'

type Field = { name: string; value: string; error: string }

export type ResultsModel = PageModel & {
  parts: Tab[]
  message: Alert | null
  errors: SummaryError[]
  /** Why there is nothing to write down yet. */
  early: string
  form: {
    save: string
    publish: string | null
    version: string
    participants: Field & { hint: string }
    hours: Field
    bags: Field
    text: TextGroup
  } | null
  pictures: { src: string; alt: string; role: string; width: number; height: number; removeAction: string }[]
  addPictures: { action: string; roles: Option[]; role: string; error: string } | null
  papers: { title: string; removeAction: string }[]
  addPaper: { action: string; title: Field; lang: string; langs: Option[]; error: string } | null
}

export const resultsPage = definePage<ResultsModel>('events/desk/results', { layout: 'staff' })

export type ResultsInput = {
  event: DeskEvent
  rights: EventRights
  done: string | null
  typed?: Typed
  errors?: FieldErrors
  conflict?: boolean
  /** Why a picture or a paper was not taken, ready sentences. */
  refused?: { pictures?: string; paper?: string }
}

const said = ['saved', 'published', 'pictures', 'paper', 'removed'] as const

export function resultsModel(input: ResultsInput, reading: DeskReading): ResultsModel {
  const { event, rights, done, typed, errors = {}, conflict = false, refused = {} } = input
  const { lang, t, now } = reading
  const title = wordsIn(event.title, lang)
  const what = said.find((one) => one === done)
  const stored: Typed = {
    participants: String(event.results?.participants ?? (event.people.came || '')),
    hours: String(event.results?.hours || ''),
    bags: String(event.results?.bags || ''),
    textKk: event.results?.text.kk ?? '',
    textRu: event.results?.text.ru ?? '',
    textEn: event.results?.text.en ?? '',
  }
  const field = (name: string): Field => ({
    name,
    value: (typed ?? stored)[name] ?? '',
    error: errors[name] === undefined ? '' : t(errors[name]),
  })
  const hasBegun = event.startsAt <= now && ['published', 'held'].includes(event.state)
  const mayWrite = rights.edit && hasBegun
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
          version: String(event.version),
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
    pictures: event.pictures.map(({ id, role, smallWidth, smallHeight }) => ({
      src: eventDeskPaths.picture(event.id, id, 'small'),
      alt: t(`events:picture.${role as 'before'}`, { title }),
      role: t(`events:role.${role as 'before'}`),
      width: smallWidth,
      height: smallHeight,
      removeAction: eventDeskPaths.drop(event.id, 'pictures', id),
    })),
    addPictures:
      rights.edit && event.state !== 'cancelled'
        ? {
            action: eventDeskPaths.pictures(event.id),
            roles: photoRoles.map((role) => ({ value: role, label: t(`events:role.${role}`) })),
            role: typed?.['role'] ?? 'after',
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
