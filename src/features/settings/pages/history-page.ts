import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert } from '../../../platform/http/parts.ts'
import { type Done, settingsPaths } from '../paths.ts'
import { type ChangeRow, type PlannedRow, historyPage as perPage } from '../queries.ts'
import type { Around, ThingKind } from '../thing.ts'
import { thingOf } from '../things/index.ts'
import { type ChangeView, changeView, type PlannedView, plannedView } from './change-views.ts'
import { crumbsOf } from './crumbs.ts'

export type HistoryModel = PageModel & {
  done: Alert | null
  message: Alert | null
  changes: ChangeView[]
  olderHref: string | null
}

export const historyPage = definePage<HistoryModel>('settings/history', { layout: 'staff' })

export type HistoryInput = {
  around: Around
  of: { kind: ThingKind; key: string } | null
  rows: ChangeRow[]
  done?: Done | null
  /** Why a change could not be taken back. */
  refusal?: string | null
}

export function historyModel({ around, of, rows, done = null, refusal = null }: HistoryInput): HistoryModel {
  const { city, t } = around
  const shown = rows.slice(0, perPage)
  const newest = rows[0]
  const title =
    of === null || newest === undefined
      ? t('settings:thing.history')
      : t('settings:history.of', {
          thing: thingOf(of.kind).title(of.key, newest.after ?? newest.before, around),
        })
  const path = settingsPaths.history(city.slug, of ?? undefined)
  return {
    page: { title, crumbs: crumbsOf(around, of?.kind), noindex: true },
    done:
      done === null ? null : { text: t(`settings:done.${done}`), tone: done === 'same' ? 'info' : 'success' },
    message: refusal === null ? null : { text: refusal, tone: 'danger' },
    changes: shown.map((row) => changeView(row, around)),
    olderHref:
      rows.length > perPage
        ? `${path}${path.includes('?') ? '&' : '?'}before=${shown.at(-1)?.id ?? 0}`
        : null,
  }
}

export type PlannedModel = PageModel & { done: Alert | null; planned: PlannedView[] }

export const plannedPage = definePage<PlannedModel>('settings/planned', { layout: 'staff' })

export function plannedModel(around: Around, rows: PlannedRow[], done: Done | null = null): PlannedModel {
  const { t } = around
  return {
    page: { title: t('settings:thing.planned'), crumbs: crumbsOf(around), noindex: true },
    done: done === null ? null : { text: t(`settings:done.${done}`), tone: 'success' },
    planned: rows.map((row) => plannedView(row, around)),
  }
}
