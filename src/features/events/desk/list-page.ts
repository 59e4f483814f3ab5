import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { EmptyState, Link, Tab, Tag } from '../../../platform/http/parts.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { eventDeskPaths } from '../paths.ts'
import { wordsIn } from '../translated.ts'
import { eventTag, kindName, placesText, whenText } from '../words.ts'
import { cityOfRow, type DeskReading } from './pages.ts'
import { type DeskRow, type DeskView, deskViews } from './queries.ts'

export type ListModel = PageModel & {
  tabs: Tab[]
  newHref: string | null
  wishes: Link | null
  /** Those whom no mail reaches; null: there are none. */
  calls: Link | null
  items: {
    href: string
    title: string
    when: string
    place: string
    kind: string
    tag: Tag
    notes: string[]
  }[]
  empty: EmptyState | null
}

export const listPage = definePage<ListModel>('events/desk/list', { layout: 'staff' })

export type ListInput = {
  view: DeskView
  rows: readonly DeskRow[]
  mayWrite: boolean
  /** How many requests for help wait; null: none of this person's business. */
  wishes: number | null
  /** How many people are to be called. */
  calls: number
}

export function listModel(
  { view, rows, mayWrite, wishes, calls }: ListInput,
  reading: DeskReading,
): ListModel {
  const { lang, t, now } = reading
  return {
    page: { title: t('events:desk.title'), noindex: true },
    tabs: deskViews.map((one) => ({
      href: eventDeskPaths.list(one === 'coming' ? undefined : one),
      label: t(`events:desk.view.${one}`),
      current: one === view,
    })),
    newHref: mayWrite ? eventDeskPaths.new() : null,
    wishes:
      wishes === null
        ? null
        : {
            href: eventDeskPaths.wishes(),
            label: t('events:desk.wishes', { n: formatNumber(wishes, lang) }),
          },
    calls:
      calls === 0
        ? null
        : {
            href: eventDeskPaths.calls(),
            label: t('events:calls.count', { n: formatNumber(calls, lang) }),
          },
    items: rows.map((row) => {
      const { timeZone } = cityOfRow(reading, row.cityId)
      const wording = { lang, t, timeZone }
      return {
        href: eventDeskPaths.show(row.id),
        title: wordsIn(row.title, lang),
        when: whenText(row, wording),
        place: wordsIn(row.place, lang),
        kind: kindName(row.kind, t),
        tag: eventTag(row, t, now),
        notes: [
          placesText(row, wording),
          row.waiting === 0 ? '' : t('events:desk.waiting', { n: formatNumber(row.waiting, lang) }),
          row.questions === 0 ? '' : t('events:desk.questionsWait', { n: formatNumber(row.questions, lang) }),
        ].filter(Boolean),
      }
    }),
    empty:
      rows.length > 0
        ? null
        : {
            icon: 'calendar',
            title: t(`events:desk.none.${view}`),
            actions: mayWrite ? [{ href: eventDeskPaths.new(), label: t('events:desk.new') }] : [],
          },
  }
}
