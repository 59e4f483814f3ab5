import { z } from 'zod'
import { statuses } from '../rules.ts'
import { deepestPage, type InboxFilter, sorts, views } from './queries.ts'

const id = z.coerce.number().int().min(1).nullable().catch(null)

const Query = z.object({
  view: z.enum(views).catch('open'),
  sort: z.enum(sorts).catch('due'),
  category: id,
  office: id,
  status: z.enum(statuses).nullable().catch(null),
  q: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(deepestPage).catch(1),
})

/** The filter that an address asks for; what is not understood is as if it were not there. */
export function inboxFilterOf(query: unknown): InboxFilter {
  const { category, office, q, ...rest } = Query.parse(query)
  return { ...rest, categoryId: category, officeId: office, text: q }
}

/** The address parameters of a filter, without what is default. */
export function queryOf(filter: InboxFilter): Record<string, string | undefined> {
  return {
    view: filter.view === 'open' ? undefined : filter.view,
    sort: filter.sort === 'due' ? undefined : filter.sort,
    category: filter.categoryId?.toString(),
    office: filter.officeId?.toString(),
    status: filter.status ?? undefined,
    q: filter.text || undefined,
    page: filter.page === 1 ? undefined : String(filter.page),
  }
}
