import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Alert, Link, Tag } from '../../../../platform/http/parts.ts'
import { holdReasonsIn } from '../../hold-reasons.ts'
import { formatNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import type { Status } from '../../rules.ts'
import { statusTag } from '../../status-tag.ts'
import type { JoinedDraft } from '../queries.ts'
import { type Filer, stepMeta } from './surroundings.ts'

/** Said to whoever pressed "it is this one". */
export type JoinedModel = PageModel & {
  number: string
  tag: Tag
  lead: string
  notes: Alert[]
  show: Link
  again: Link
}

export const joinedPage = definePage<JoinedModel>('filing/joined', { layout: 'filing' })

export function joinedModel({ lang, t, city }: Filer, joined: JoinedDraft): JoinedModel {
  const number = formatNumber(joined.number)
  return {
    page: stepMeta(t('filing:joined.title')),
    number,
    tag: statusTag(joined.status as Status, t),
    lead: t('filing:joined.lead', { count: joined.reporters }),
    notes: [
      joined.held.length > 0
        ? {
            tone: 'warning',
            text: t('filing:joined.held', { reasons: holdReasonsIn(joined.held, t).join('; ') }),
          }
        : { tone: 'info', text: t('filing:joined.added') },
    ],
    show: { href: complaintPaths.show(lang, city.slug, joined.number), label: t('filing:joined.show') },
    again: { href: complaintPaths.new(lang, city.slug), label: t('filing:filed.another') },
  }
}
