import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, EmptyState, Link, Option, SummaryError, Tag } from '../../../platform/http/parts.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { complaintPaths, type Reading } from '../../complaints/index.ts'
import { eventPaths } from '../paths.ts'
import type { EventWhole } from '../queries.ts'
import { doorOf, kinds } from '../rules.ts'
import { wordsIn } from '../translated.ts'
import { kindName, placesText, whenText } from '../words.ts'
import type { DoorProblem } from './door.ts'
import { groupOptions } from './forms.ts'
import type { OwnSignUp } from './queries.ts'

type Field = { value: string; error: string }

/** A form as it comes back: what was typed, and what is wrong with it. */
export type Back = { typed?: Typed; errors?: FieldErrors; problem?: DoorProblem | null }

const fieldOf =
  ({ typed = {}, errors = {} }: Back, { t }: Pick<Reading, 't'>) =>
  (name: string, usual = ''): Field => ({
    value: typed[name] ?? usual,
    error: errors[name] === undefined ? '' : t(errors[name]),
  })

const errorsOf = ({ errors = {} }: Back, { t }: Pick<Reading, 't'>): SummaryError[] =>
  Object.entries(errors).flatMap(([name, text]) =>
    text === undefined ? [] : [{ href: `#${name}`, text: t(text) }],
  )

const problemOf = ({ problem = null }: Back, { t }: Pick<Reading, 't'>): Alert | null =>
  problem === null ? null : { tone: 'warning', text: t(`events:problem.${problem}`) }

export type ContactFields = {
  name: Field
  email: Field
  phone: Field
  consent: { checked: boolean; error: string }
}

const contactOf = (back: Back, reading: Reading): ContactFields => {
  const field = fieldOf(back, reading)
  return {
    name: field('name'),
    email: field('email'),
    phone: field('phone'),
    consent: { checked: back.typed?.['consent'] === '1', error: field('consent').error },
  }
}

export type SignUpModel = PageModel & {
  back: Link
  facts: string[]
  message: Alert | null
  errors: SummaryError[]
  /** Null: nobody signs up here now. */
  form: {
    action: string
    ticket: string
    contact: ContactFields
    persons: Field & { options: Option[] }
    privacyHref: string
    send: string
    listNote: string
  } | null
  closed: EmptyState | null
}

export const signUpPage = definePage<SignUpModel>('events/sign-up')

export type SignUpInput = Back & { event: EventWhole; ticket: string }

export function signUpModel({ event, ticket, ...back }: SignUpInput, reading: Reading): SignUpModel {
  const { city, lang, t, now } = reading
  const field = fieldOf(back, reading)
  const door = doorOf(event, now)
  const title = wordsIn(event.title, lang)
  const isOpen = door === 'open' || door === 'list'
  return {
    page: {
      title: t('events:signUp.title', { title }),
      noindex: true,
      crumbs: [
        { href: eventPaths.agenda(lang, city.slug), label: t('events:agenda.title') },
        { href: eventPaths.show(lang, city.slug, event.id), label: title },
      ],
    },
    back: { href: eventPaths.show(lang, city.slug, event.id), label: t('events:signUp.back') },
    facts: [whenText(event, reading), wordsIn(event.place, lang), placesText(event, reading)].filter(Boolean),
    message: problemOf(back, reading),
    errors: errorsOf(back, reading),
    form: !isOpen
      ? null
      : {
          action: eventPaths.signUp(lang, city.slug, event.id),
          ticket,
          contact: contactOf(back, reading),
          persons: {
            ...field('persons', '1'),
            options: groupOptions(event.groupMost).map((n) => ({ value: n, label: n })),
          },
          privacyHref: complaintPaths.privacy(lang, city.slug),
          send: t(door === 'open' ? 'events:signUp.send' : 'events:signUp.sendList'),
          listNote: door === 'list' ? t('events:signUp.listNote') : '',
        },
    closed: isOpen
      ? null
      : {
          icon: 'calendar',
          title: t(`events:signUp.shut.${door}`),
          text: t('events:signUp.shutText'),
          actions: [{ href: eventPaths.agenda(lang, city.slug), label: t('events:signUp.others') }],
        },
  }
}

export type MineModel = PageModel & {
  message: Alert | null
  tag: Tag
  title: string
  titleHref: string
  facts: { label: string; value: string }[]
  errors: SummaryError[]
  group: { action: string; value: string; error: string; options: Option[] } | null
  leave: { action: string; note: string } | null
  calendarHref: string | null
  link: string
}

export const minePage = definePage<MineModel>('events/mine')

export type MineInput = Back & {
  event: EventWhole
  signUp: OwnSignUp
  ticket: string
  done: string | null
  full?: boolean
}

const mineNotices = ['signed', 'listed', 'changed', 'left'] as const

export function mineModel(
  { event, signUp, ticket, done, full = false, ...back }: MineInput,
  reading: Reading,
): MineModel {
  const { city, lang, t, now, origin } = reading
  const field = fieldOf(back, reading)
  const said = mineNotices.find((one) => one === done)
  const isOver = event.endsAt <= now || event.state !== 'published'
  const stands = signUp.state !== 'left' && !isOver
  const title = wordsIn(event.title, lang)
  const tag = mineTag(signUp, event, reading)
  return {
    page: {
      title: t('events:mine.title'),
      noindex: true,
      crumbs: [{ href: eventPaths.agenda(lang, city.slug), label: t('events:agenda.title') }],
    },
    message: full
      ? { tone: 'warning', text: t('events:mine.full') }
      : said === undefined
        ? null
        : { tone: 'success', text: t(`events:mine.done.${said}`) },
    tag,
    title,
    titleHref: eventPaths.show(lang, city.slug, event.id),
    facts: [
      { label: t('events:fact.when'), value: whenText(event, reading) },
      { label: t('events:fact.where'), value: wordsIn(event.place, lang) },
      { label: t('events:fact.entrance'), value: wordsIn(event.entrance, lang) },
      { label: t('events:fact.bring'), value: wordsIn(event.bring, lang) },
      { label: t('events:fact.persons'), value: String(signUp.persons) },
      { label: t('events:fact.ahead'), value: signUp.state === 'waiting' ? String(signUp.ahead) : '' },
      {
        label: t('events:fact.reason'),
        value: event.state === 'cancelled' && event.reason !== null ? wordsIn(event.reason, lang) : '',
      },
    ].filter(({ value }) => value !== ''),
    errors: errorsOf(back, reading),
    group: stands
      ? {
          ...field('persons', String(signUp.persons)),
          action: eventPaths.mineAct(lang, city.slug, ticket, 'group'),
          options: groupOptions(Math.max(event.groupMost, signUp.persons)).map((n) => ({
            value: n,
            label: n,
          })),
        }
      : null,
    leave: stands
      ? {
          action: eventPaths.mineAct(lang, city.slug, ticket, 'leave'),
          note: t(signUp.state === 'waiting' ? 'events:mine.leaveList' : 'events:mine.leaveNote'),
        }
      : null,
    calendarHref:
      stands && signUp.state === 'given' ? eventPaths.mineCalendar(lang, city.slug, ticket) : null,
    link: origin + eventPaths.mine(lang, city.slug, ticket),
  }
}

function mineTag(signUp: OwnSignUp, event: EventWhole, { t }: Reading): Tag {
  if (event.state === 'cancelled') return { label: t('events:state.cancelled'), tone: 'danger', icon: 'ban' }
  if (signUp.state === 'left') return { label: t('events:mine.left'), tone: 'neutral', icon: 'log-out' }
  if (signUp.state === 'waiting')
    return { label: t('events:mine.waiting'), tone: 'warning', icon: 'hourglass' }
  return { label: t('events:mine.given'), tone: 'success', icon: 'circle-check' }
}

export type AskModel = PageModel & {
  done: boolean
  message: Alert | null
  errors: SummaryError[]
  agenda: Link
  form: {
    action: string
    ticket: string
    contact: ContactFields
    kind: Field & { options: Option[] }
    text: Field
    place: Field
    wished: Field
    expected: Field
    privacyHref: string
  }
}

export const askPage = definePage<AskModel>('events/ask')

export function askModel(
  { ticket, done = false, ...back }: Back & { ticket: string; done?: boolean },
  reading: Reading,
): AskModel {
  const { city, lang, t } = reading
  const field = fieldOf(back, reading)
  const agenda = { href: eventPaths.agenda(lang, city.slug), label: t('events:agenda.title') }
  return {
    page: {
      title: t('events:ask.title'),
      noindex: true,
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }, agenda],
    },
    done,
    message: problemOf(back, reading),
    errors: errorsOf(back, reading),
    agenda,
    form: {
      action: eventPaths.ask(lang, city.slug),
      ticket,
      contact: contactOf(back, reading),
      kind: { ...field('kind'), options: kinds.map((kind) => ({ value: kind, label: kindName(kind, t) })) },
      text: field('text'),
      place: field('place'),
      wished: field('wished'),
      expected: field('expected'),
      privacyHref: complaintPaths.privacy(lang, city.slug),
    },
  }
}

export type QuestionModel = PageModel & {
  done: boolean
  back: Link
  message: Alert | null
  errors: SummaryError[]
  form: { action: string; ticket: string; text: Field }
}

export const questionPage = definePage<QuestionModel>('events/question')

export function questionModel(
  { event, ticket, done = false, ...back }: Back & { event: EventWhole; ticket: string; done?: boolean },
  reading: Reading,
): QuestionModel {
  const { city, lang, t } = reading
  const title = wordsIn(event.title, lang)
  return {
    page: {
      title: t('events:question.title', { title }),
      noindex: true,
      crumbs: [{ href: eventPaths.agenda(lang, city.slug), label: t('events:agenda.title') }],
    },
    done,
    back: { href: eventPaths.show(lang, city.slug, event.id), label: t('events:signUp.back') },
    message: problemOf(back, reading),
    errors: errorsOf(back, reading),
    form: {
      action: eventPaths.question(lang, city.slug, event.id),
      ticket,
      text: fieldOf(back, reading)('text'),
    },
  }
}
