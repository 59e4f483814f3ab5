import type { TimelineEntry } from '../../../../platform/http/parts.ts'
import { formatMoment } from '../../../../platform/time/format.ts'
import { nameIn } from '../../../city/index.ts'
import type { Reading } from '../reading.ts'
import type { LookRow } from '../show/queries.ts'
import { isoOf } from '../show/timeline.ts'

/**
 * The history with who looked at the contacts, newest first: office and position, never the name. A look that its
 * resident sees is what keeps people from looking without need; nobody else is shown it.
 */
export function withLooks(
  timeline: readonly TimelineEntry[],
  looks: readonly LookRow[],
  reading: Reading,
): TimelineEntry[] {
  const seen = looks.map((look) => entryOf(look, reading))
  // Stable, so rows of one moment keep their order.
  return [...timeline, ...seen].toSorted((a, b) => Date.parse(b.at.iso) - Date.parse(a.at.iso))
}

function entryOf({ at, officeId, position }: LookRow, reading: Reading): TimelineEntry {
  const { city, directory, lang, t, timeZone } = reading
  const office = officeId === null ? undefined : directory.officeById.get(officeId)
  const place = office === undefined ? nameIn(city.names, lang) : nameIn(office.short, lang)
  return {
    at: { iso: isoOf(at), text: formatMoment(at, lang, timeZone) },
    title: t('public:look.title'),
    icon: 'eye',
    tone: 'neutral',
    by: [place, nameIn(position, lang)].filter(Boolean).join(', '),
    note: t('public:look.note'),
  }
}
