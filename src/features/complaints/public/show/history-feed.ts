import { nameIn } from '../../../city/index.ts'
import { complaintPaths } from '../../paths.ts'
import type { FeedModel } from '../list/feed.ts'
import type { Reading } from '../reading.ts'
import { complaintView, publicPhotoHref } from './pages.ts'
import type { ComplaintRow } from './queries.ts'

/** What happened to one complaint, newest first, as Atom: the same as the history on its page. */
export function historyFeed(row: ComplaintRow, reading: Reading): FeedModel {
  const { city, lang, t, origin } = reading
  const complaint = complaintView(row, reading, publicPhotoHref)
  const href = origin + complaintPaths.show(lang, city.slug, row.number)
  const entries = complaint.timeline.map((entry, index) => ({
    // Entries are never taken back, so the place from the beginning is theirs for good.
    href: `${href}#event-${complaint.timeline.length - index}`,
    title: entry.title,
    summary: [entry.by, entry.note, entry.text].filter(Boolean).join('\n'),
    lang,
    published: entry.at.iso,
    updated: entry.at.iso,
  }))
  return {
    title: [complaint.title, complaint.place, complaint.number].filter(Boolean).join(', '),
    lang,
    selfHref: origin + complaintPaths.history(lang, city.slug, row.number),
    listHref: href,
    updated: entries[0]?.updated ?? new Date(row.receivedAt).toISOString(),
    author: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
    entries,
  }
}
