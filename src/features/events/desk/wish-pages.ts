import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type {
  Alert,
  EmptyState,
  Option,
  SummaryError,
  SummaryRow,
  Tab,
  Tag,
} from '../../../platform/http/parts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import type { Contact } from '../contact.ts'
import { eventDeskPaths } from '../paths.ts'
import { kindOf } from '../rules.ts'
import { wordsIn } from '../translated.ts'
import { kindName } from '../words.ts'
import { cityOfRow, type DeskReading, errorLines, partsOf } from './pages.ts'
import type { DeskEvent, WishRow } from './queries.ts'
import type { EventRights } from './rights.ts'

const wishTag = (state: string, { t }: DeskReading): Tag => {
  if (state === 'new') return { label: t('events:wish.state.new'), tone: 'warning', icon: 'inbox' }
  return state === 'accepted'
    ? { label: t('events:wish.state.accepted'), tone: 'success', icon: 'circle-check' }
    : { label: t('events:wish.state.declined'), tone: 'neutral', icon: 'circle-x' }
}

const kindText = (kind: string, { t }: DeskReading): string => {
  const known = kindOf(kind)
  return known === null ? kind : kindName(known, t)
}

export type WishesModel = PageModel & {
  message: Alert | null
  items: { href: string; title: string; text: string; lang: string; when: string; tag: Tag }[]
  empty: EmptyState | null
}

export const wishesPage = definePage<WishesModel>('events/desk/wishes', { layout: 'staff' })

export function wishesModel(
  { rows, done }: { rows: readonly WishRow[]; done: string | null },
  reading: DeskReading,
): WishesModel {
  const { lang, t } = reading
  return {
    page: {
      title: t('events:wish.title'),
      noindex: true,
      crumbs: [{ href: eventDeskPaths.list(), label: t('events:desk.title') }],
    },
    message: done === 'declined' ? { tone: 'success', text: t('events:wish.done') } : null,
    items: rows.map((row) => ({
      href: eventDeskPaths.wish(row.id),
      title: kindText(row.kind, reading),
      text: row.text,
      lang: row.lang,
      when: formatMoment(row.createdAt, lang, cityOfRow(reading, row.cityId).timeZone),
      tag: wishTag(row.state, reading),
    })),
    empty:
      rows.length > 0
        ? null
        : { icon: 'handshake', title: t('events:wish.none'), text: t('events:wish.noneText') },
  }
}

export type WishModel = PageModel & {
  tag: Tag
  message: Alert | null
  errors: SummaryError[]
  text: { text: string; lang: string }
  facts: SummaryRow[]
  accept: { action: string; options: Option[] } | null
  decline: { action: string; reason: string; error: string } | null
}

export const wishPage = definePage<WishModel>('events/desk/wish', { layout: 'staff' })

export type WishInput = {
  wish: WishRow
  contact: Contact | null
  homes: readonly Option[]
  conflict?: boolean
  typed?: Typed
  errors?: FieldErrors
}

export function wishModel(
  { wish, contact, homes, conflict = false, typed = {}, errors = {} }: WishInput,
  reading: DeskReading,
): WishModel {
  const { lang, t } = reading
  const isNew = wish.state === 'new'
  const facts: SummaryRow[] = [
    { label: t('events:wish.from'), value: contact?.name ?? t('events:people.forgotten') },
    { label: t('events:form.email'), value: contact?.email ?? '' },
    { label: t('events:form.phone'), value: contact?.phone ?? '' },
    { label: t('events:form.place'), value: wish.place },
    { label: t('events:form.wished'), value: wish.wished },
    { label: t('events:form.expected'), value: wish.persons === null ? '' : String(wish.persons) },
    {
      label: t('events:wish.asked'),
      value: formatMoment(wish.createdAt, lang, cityOfRow(reading, wish.cityId).timeZone),
    },
    { label: t('events:wish.reason'), value: wish.reason },
    {
      label: t('events:wish.became'),
      value: wish.eventId === null ? '' : t('events:wish.event'),
      href: wish.eventId === null ? null : eventDeskPaths.show(wish.eventId),
    },
  ]
  return {
    page: {
      title: kindText(wish.kind, reading),
      noindex: true,
      crumbs: [
        { href: eventDeskPaths.list(), label: t('events:desk.title') },
        { href: eventDeskPaths.wishes(), label: t('events:wish.title') },
      ],
    },
    tag: wishTag(wish.state, reading),
    message: conflict ? { tone: 'warning', text: t('events:wish.conflict') } : null,
    errors: errorLines(errors, t),
    text: { text: wish.text, lang: wish.lang },
    facts: facts.filter(({ value }) => value !== ''),
    accept: isNew ? { action: eventDeskPaths.decide(wish.id, 'accept'), options: [...homes] } : null,
    decline: isNew
      ? {
          action: eventDeskPaths.decide(wish.id, 'decline'),
          reason: typed['reason'] ?? '',
          error: errors['reason'] === undefined ? '' : t(errors['reason']),
        }
      : null,
  }
}

export type QuestionsModel = PageModel & {
  parts: Tab[]
  message: Alert | null
  items: {
    id: number
    text: string
    lang: string
    when: string
    tag: Tag
    answer: string
    error: string
    action: string | null
  }[]
  errors: SummaryError[]
  empty: EmptyState | null
}

export const questionsPage = definePage<QuestionsModel>('events/desk/questions', { layout: 'staff' })

export type QuestionsInput = {
  event: DeskEvent
  rights: EventRights
  done: string | null
  /** The answer that came back, with what is wrong. */
  back?: { questionId: number; typed: Typed; errors: FieldErrors }
}

export function questionsModel(
  { event, rights, done, back }: QuestionsInput,
  reading: DeskReading,
): QuestionsModel {
  const { lang, t } = reading
  const { timeZone } = cityOfRow(reading, event.cityId)
  const title = wordsIn(event.title, lang)
  const tagOf = (state: string): Tag => {
    if (state === 'waiting')
      return { label: t('events:question.state.waiting'), tone: 'warning', icon: 'inbox' }
    return state === 'shown'
      ? { label: t('events:question.state.shown'), tone: 'success', icon: 'eye' }
      : { label: t('events:question.state.refused'), tone: 'neutral', icon: 'eye-off' }
  }
  return {
    page: {
      title: t('events:question.deskTitle', { title }),
      noindex: true,
      crumbs: [
        { href: eventDeskPaths.list(), label: t('events:desk.title') },
        { href: eventDeskPaths.show(event.id), label: title },
      ],
    },
    parts: partsOf(event, rights, 'questions', t),
    message: done === 'saved' ? { tone: 'success', text: t('events:question.saved') } : null,
    errors: Object.values(back?.errors ?? {}).flatMap((text) =>
      text === undefined || back === undefined ? [] : [{ href: `#answer-${back.questionId}`, text: t(text) }],
    ),
    items: event.questions.map(({ id, text, lang: asked, state, answer, at }) => ({
      ...{ id, text, lang: asked },
      answer: back?.questionId === id ? (back.typed['answer'] ?? '') : answer,
      error:
        back?.questionId === id
          ? Object.values(back.errors)
              .flatMap((one) => (one === undefined ? [] : [t(one)]))
              .join(' ')
          : '',
      when: formatMoment(at, lang, timeZone),
      tag: tagOf(state),
      action: rights.edit ? eventDeskPaths.settle(event.id, id) : null,
    })),
    empty:
      event.questions.length > 0
        ? null
        : {
            icon: 'message-circle-question-mark',
            title: t('events:question.none'),
            text: t('events:question.noneText'),
          },
  }
}
