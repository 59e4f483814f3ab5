import type { BadForm, FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, SummaryError } from '../../../platform/http/parts.ts'
import { formatInstant, formatNumber } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { receptionDeskPaths, receptionPaths } from '../paths.ts'
import type { Body } from '../queries.ts'
import type { Place } from '../reading.ts'
import type { TicketRow } from './queries.ts'

type Queue = {
  called: readonly TicketRow[]
  waiting: readonly TicketRow[]
  line: number
  served: number
  last: number
}

/** `A-007`. */
export const ticketNumber = ({ queueLetter }: Pick<Body, 'queueLetter'>, no: number): string =>
  `${queueLetter ?? ''}-${String(no).padStart(3, '0')}`

export type ScreenModel = PageModel & {
  called: { number: string; window: string }[]
  next: string[]
  waiting: string
  asOf: string
}

export const screenPage = definePage<ScreenModel>('receptions/screen', { layout: 'bare' })

const [mostCalled, mostNext] = [6, 8]

/** What a screen in the hall shows. */
export function screenModel({ body, queue, ...place }: Place & { body: Body; queue: Queue }): ScreenModel {
  const { t, lang, city, now } = place
  return {
    page: { title: nameIn(body.names, lang), noindex: true },
    called: queue.called
      .slice(0, mostCalled)
      .map(({ no, window }) => ({ number: ticketNumber(body, no), window })),
    next: queue.waiting.slice(0, mostNext).map(({ no }) => ticketNumber(body, no)),
    waiting: t('receptions:screen.waiting', { count: queue.line }),
    asOf: t('receptions:screen.asOf', {
      time: formatInstant(now.epochMilliseconds, lang, city.timeZone, 'time'),
    }),
  }
}

type Called = {
  number: string
  window: string
  done: string
  skip: string
  question: Answer
  answer: Answer
}

/** `id`: of its field; several tickets stand on one page. */
type Answer = { id: string; value: string; error: string }

export type QueueModel = PageModel & {
  back: Link
  message: Alert | null
  errors: SummaryError[]
  facts: string
  screenHref: string
  issue: { action: string; key: string }
  next: { action: string; window: { value: string; error: string } }
  called: Called[]
  waiting: string[]
  /** How many stand behind those; '' for none. */
  more: string
}

export const queuePage = definePage<QueueModel>('receptions/queue', { layout: 'staff' })

export type QueueInput = Place & {
  body: Body
  queue: Queue
  done: string
  /** Makes a number that is asked for twice one. */
  key: string
  /** The window that called last from here. */
  window: string
  typed?: Typed
  errors?: FieldErrors
  /** What was said to a ticket and could not be taken. */
  back?: BadForm & { ticketId: number }
}

export function queueModel(input: QueueInput): QueueModel {
  const { body, queue, city, lang, t, done, key, window, typed = {}, errors = {}, back } = input
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  const answerOf = (ticketId: number, name: 'question' | 'answer'): Answer => {
    const own = back?.ticketId === ticketId ? back : null
    const error = own?.errors[name]
    return {
      ...{ id: `${name}-${ticketId}`, value: own?.typed[name] ?? '' },
      error: error === undefined ? '' : t(error),
    }
  }
  const called = queue.called.map(({ id, no, window: at }) => ({
    ...{ number: ticketNumber(body, no), window: at },
    done: receptionDeskPaths.ticket(city.slug, id, 'done'),
    skip: receptionDeskPaths.ticket(city.slug, id, 'skip'),
    ...{ question: answerOf(id, 'question'), answer: answerOf(id, 'answer') },
  }))
  const faults = called
    .flatMap(({ question, answer }) => [question, answer])
    .filter(({ error }) => error !== '')
  return {
    page: { title: t('receptions:queue.title', { body: nameIn(body.names, lang) }), noindex: true },
    back: { href: receptionDeskPaths.home(city.slug), label: t('receptions:title') },
    message: messageOf(input, done),
    errors: [
      ...Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
      ...faults.map(({ id, error }) => ({ href: `#${id}`, text: error })),
    ],
    facts: [
      t('receptions:queue.waiting', { count: queue.line }),
      t('receptions:queue.served', { count: formatNumber(queue.served, lang) }),
    ].join(' · '),
    screenHref: receptionPaths.screen(lang, city.slug, body.code),
    issue: { action: receptionDeskPaths.queueAct(city.slug, body.id, 'issue'), key },
    next: {
      action: receptionDeskPaths.queueAct(city.slug, body.id, 'next'),
      window: { value: typed['window'] ?? window, error: sentence('window') },
    },
    called,
    waiting: queue.waiting.map(({ no }) => ticketNumber(body, no)),
    more:
      queue.line > queue.waiting.length
        ? t('receptions:queue.more', { n: formatNumber(queue.line - queue.waiting.length, lang) })
        : '',
  }
}

function messageOf({ body, t }: QueueInput, done: string): Alert | null {
  const number = Number(/^\d{1,5}$/.exec(done)?.[0] ?? 0)
  if (number > 0) {
    return { title: ticketNumber(body, number), text: t('receptions:queue.given'), tone: 'success' }
  }
  if (done === 'nobody') return { text: t('receptions:queue.nobody'), tone: 'info' }
  if (done === 'gone') return { text: t('receptions:queue.gone'), tone: 'warning' }
  return null
}
