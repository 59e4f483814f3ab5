import type { Response } from 'express'
import type { Temporal } from 'temporal-polyfill'
import type { Deps } from '../../platform/deps.ts'
import type { Tag } from '../../platform/http/parts.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { formatDay, formatInstant } from '../../platform/time/format.ts'
import { type City, cityOf, langOf, nameIn, translateOf } from '../city/index.ts'
import { receptionPaths } from './paths.ts'
import type { Body, ReceptionRow } from './queries.ts'
import { bookingAt } from './rules.ts'

/** Where, when and in which language a page is written. */
export type Place = { city: City; lang: Lang; t: Translate; now: Temporal.Instant }

export const placeOf = (deps: Pick<Deps, 'now'>, res: Response): Place => ({
  ...{ city: cityOf(res), lang: langOf(res), t: translateOf(res) },
  now: deps.now(),
})

/** A reception in a list. */
export type ReceptionView = {
  id: number
  href: string
  day: string
  from: { iso: string; text: string }
  to: string
  who: string
  body: string
  where: string
  tag: Tag
  note: string
}

export function receptionView(row: ReceptionRow, body: Body | undefined, place: Place): ReceptionView {
  const { city, lang, t } = place
  const time = (at: number) => formatInstant(at, lang, city.timeZone, 'time')
  return {
    id: row.id,
    href: receptionPaths.show(lang, city.slug, row.id),
    day: row.day,
    from: { iso: new Date(row.startsAt).toISOString(), text: time(row.startsAt) },
    to: time(row.endsAt),
    who: whoOf(row, lang),
    body: body === undefined ? '' : nameIn(body.names, lang),
    where: whereOf(row, body, lang),
    tag: bookingTag(row, place),
    note:
      row.cancelledAt !== null
        ? t('receptions:cancelledWhy', { why: row.cancelledWhy })
        : row.movedFrom !== null
          ? t('receptions:moved', { day: formatDay(row.movedFrom, lang) })
          : '',
  }
}

export const whoOf = (row: Pick<ReceptionRow, 'position' | 'person'>, lang: Lang): string =>
  [nameIn(row.position, lang), row.person].filter(Boolean).join(', ')

export const whereOf = (row: Pick<ReceptionRow, 'place'>, body: Body | undefined, lang: Lang): string =>
  [nameIn(row.place, lang), body === undefined ? '' : nameIn(body.address, lang)].filter(Boolean).join(', ')

/** Whether one may book, and how many places there are. */
export function bookingTag(row: ReceptionRow, { now, t, lang, city }: Place): Tag {
  const may = bookingAt(now.epochMilliseconds, row)
  switch (may) {
    case 'free':
      return {
        label: t('receptions:places', { count: row.places - row.taken }),
        tone: 'success',
        icon: 'check',
      }
    case 'waiting':
      return {
        label: t('receptions:waitingList', { count: row.waiting }),
        tone: 'warning',
        icon: 'hourglass',
      }
    case 'early': {
      const day = formatInstant(row.opensAt, lang, city.timeZone, 'short')
      return { label: t('receptions:opensOn', { day }), tone: 'info', icon: 'calendar-clock' }
    }
    case 'cancelled':
      return { label: t('receptions:cancelled'), tone: 'danger', icon: 'ban' }
    default:
      return { label: t(`receptions:over.${may}`), tone: 'neutral', icon: 'lock' }
  }
}
