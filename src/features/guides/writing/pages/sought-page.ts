import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Table } from '../../../../platform/http/parts.ts'
import { formatDay, formatNumber } from '../../../../platform/time/format.ts'
import { fewestMisses } from '../../rules.ts'
import { type Around, listCrumb } from '../around.ts'
import type { MissRow } from '../queries.ts'

export type SoughtModel = PageModel & { intro: string; table: Table | null }

export const soughtPage = definePage<SoughtModel>('guides/staff-sought', { layout: 'staff' })

/** What people look for in the guides and do not find. */
export function soughtModel(rows: readonly MissRow[], { t, lang }: Pick<Around, 't' | 'lang'>): SoughtModel {
  return {
    page: { title: t('writing:sought.title'), crumbs: [listCrumb(t)], noindex: true },
    intro: t('writing:sought.intro', { count: fewestMisses }),
    table:
      rows.length === 0
        ? null
        : {
            caption: t('writing:sought.title'),
            hideCaption: true,
            columns: [
              { label: t('writing:sought.words') },
              { label: t('writing:sought.times'), numeric: true },
              { label: t('writing:sought.last') },
            ],
            rows: rows.map(({ words, times, lastOn }) => [
              words,
              formatNumber(times, lang),
              formatDay(lastOn, lang, 'short'),
            ]),
          },
  }
}
