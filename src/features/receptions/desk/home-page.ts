import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, EmptyState, Link, Table } from '../../../platform/http/parts.ts'
import { formatDay, formatNumber } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { receptionDeskPaths, receptionPaths } from '../paths.ts'
import type { Body, ReceptionRow } from '../queries.ts'
import { bookingTag, type Place, receptionView } from '../reading.ts'
import type { PromiseRow } from './queries.ts'

export type HomeModel = PageModel & {
  message: Alert | null
  links: (Link & { icon: string })[]
  queues: Link[]
  table: Table | null
  empty: EmptyState
  late: string
  /** Visitors whom no mail reaches; null: there are none. */
  calls: Link | null
}

export const homePage = definePage<HomeModel>('receptions/desk-home', { layout: 'staff' })

export type HomeInput = Place & {
  rows: readonly ReceptionRow[]
  bodies: readonly Body[]
  /** Bodies whose queue this person works at. */
  queues: readonly Body[]
  promises: readonly PromiseRow[]
  /** How many visitors are to be called. */
  calls: number
  today: string
  done: string
}

/** Receptions to come, the queues, and what was promised. */
export function homeModel(input: HomeInput): HomeModel {
  const { city, lang, t, rows, queues, promises, calls, today, done } = input
  const late = promises.filter(({ dueOn }) => dueOn < today).length
  return {
    page: { title: t('receptions:desk.title', { city: nameIn(city.names, lang) }), noindex: true },
    message: done === 'cancelled' ? { text: t('receptions:desk.calledOff'), tone: 'success' } : null,
    links: [
      { href: receptionDeskPaths.bodies(city.slug), label: t('receptions:desk.bodies'), icon: 'landmark' },
      {
        href: receptionDeskPaths.promises(city.slug),
        label: t('receptions:desk.promises', { count: promises.length }),
        icon: 'handshake',
      },
      { href: receptionPaths.list(lang, city.slug), label: t('receptions:desk.public'), icon: 'globe' },
    ],
    queues: queues.map((body) => ({
      href: receptionDeskPaths.queue(city.slug, body.id),
      label: nameIn(body.names, lang),
    })),
    table: rows.length === 0 ? null : tableOf(input),
    empty: {
      title: t('receptions:desk.empty'),
      text: t('receptions:desk.emptyText'),
      icon: 'calendar',
      actions: [{ href: receptionDeskPaths.bodies(city.slug), label: t('receptions:desk.bodies') }],
    },
    late: late === 0 ? '' : t('receptions:desk.late', { count: late }),
    calls:
      calls === 0
        ? null
        : { href: receptionDeskPaths.calls(city.slug), label: t('receptions:desk.calls', { count: calls }) },
  }
}

function tableOf(input: HomeInput): Table {
  const { rows, bodies, city, lang, t } = input
  return {
    caption: t('receptions:desk.coming'),
    hideCaption: true,
    columns: [
      { label: t('receptions:field.day') },
      { label: t('receptions:field.who') },
      { label: t('receptions:field.body') },
      { label: t('receptions:desk.taken'), numeric: true },
      { label: t('receptions:desk.waits'), numeric: true },
      { label: t('receptions:desk.state') },
    ],
    rows: rows.map((row) => {
      const view = receptionView(
        row,
        bodies.find(({ id }) => id === row.bodyId),
        input,
      )
      return [
        {
          text: `${formatDay(row.day, lang, 'weekday')}, ${view.from.text}`,
          href: receptionDeskPaths.day(city.slug, row.id),
        },
        view.who,
        view.body,
        `${formatNumber(row.taken, lang)} / ${formatNumber(row.places, lang)}`,
        formatNumber(row.waiting, lang),
        bookingTag(row, input).label,
      ]
    }),
  }
}
