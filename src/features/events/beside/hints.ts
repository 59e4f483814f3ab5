import type { Deps } from '../../../platform/deps.ts'
import type { Asked, Hint, HintSource } from '../../../platform/http/beside.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { eventPaths } from '../paths.ts'
import { cardColumns, type EventCard } from '../queries.ts'
import { wordsIn } from '../translated.ts'
import { whenText } from '../words.ts'

type Linked = EventCard & { bags: number | null }

/** On the page of a complaint: the event that is to solve it, and what came of it. */
export const eventHints = (deps: Deps): HintSource => ({
  async ofComplaint(asked, { id }) {
    // Few complaints have an event: the page of every other one asks nothing
    const linked = await deps.cache.get(`events:linked:${asked.cityId}`, keptMs, () =>
      linkedIds(deps, asked.cityId),
    )
    if (!linked.has(id)) return []
    const rows = await deps.db.$queryRaw<Linked[]>`
      SELECT ${cardColumns},
        CASE WHEN e.state = 'held' THEN (SELECT r.bags FROM event_result r WHERE r.event_id = e.id) END AS bags
      FROM event_complaint l JOIN event e ON e.id = l.event_id
      WHERE l.complaint_id = ${id} AND e.city_id = ${asked.cityId} AND e.published_at IS NOT NULL
      ORDER BY e.starts_at DESC LIMIT 2`
    return rows.map((row) => hintOf(row, asked))
  },
})

const keptMs = 60_000

async function linkedIds({ db }: Pick<Deps, 'db'>, cityId: number): Promise<Set<number>> {
  const rows = await db.eventComplaint.findMany({
    where: { event: { cityId, publishedAt: { not: null } } },
    select: { complaintId: true },
  })
  return new Set(rows.map(({ complaintId }) => complaintId))
}

function hintOf(row: Linked, { lang, t, slug, timeZone }: Asked): Hint {
  const title = wordsIn(row.title, lang)
  const when = whenText(row, { lang, t, timeZone })
  const place = wordsIn(row.place, lang)
  const base = { icon: 'calendar', href: eventPaths.show(lang, slug, row.id) }
  if (row.state === 'cancelled') {
    const reason = row.reason === null ? '' : wordsIn(row.reason, lang)
    return {
      ...base,
      tone: 'warning',
      title: t('events:hint.cancelled', { title }),
      text: [when, reason].filter(Boolean).join('. '),
    }
  }
  if (row.state === 'held') {
    const n = formatNumber(row.participants ?? 0, lang)
    const results = [
      t('events:hint.results', { count: row.participants ?? 0, n }),
      row.bags === null || row.bags === 0
        ? ''
        : t('events:hint.bags', { count: row.bags, n: formatNumber(row.bags, lang) }),
    ]
    return {
      ...base,
      tone: 'success',
      title: t('events:hint.held', { title }),
      text: [when, results.filter(Boolean).join(', ')].join('. '),
    }
  }
  return {
    ...base,
    tone: 'info',
    title: t('events:hint.coming', { title }),
    text: [when, place].filter(Boolean).join('. '),
  }
}
