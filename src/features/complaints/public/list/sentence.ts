import { formatDay, formatNumber } from '../../../../platform/time/format.ts'
import { nameIn } from '../../../city/index.ts'
import { channelName } from '../../channel-name.ts'
import type { Reading } from '../reading.ts'
import { activeNames, type Filter, type FilterName } from './filter.ts'
import type { Count } from './queries.ts'

/** The list as one line: "1 284 complaints: late, Snow, Bostandyk, from 1 January 2026". Nothing is inflected. */
export function sentenceOf(filter: Filter, count: Count, reading: Reading): string {
  const { t, lang } = reading
  const parts = activeNames(filter).map((name) => partLabel(name, filter, reading))
  const found = count.more
    ? t('public:list.moreThan', { shown: formatNumber(count.n, lang) })
    : count.n === 0
      ? t('public:list.nothing')
      : t('public:list.found', { count: count.n, shown: formatNumber(count.n, lang) })
  return parts.length === 0 ? found : `${found}: ${parts.join(', ')}`
}

/** One part of a filter in words, as chips and headings show it. */
export function partLabel(name: FilterName, filter: Filter, { t, lang }: Reading): string {
  switch (name) {
    case 'q':
      return t('public:part.q', { text: filter.q })
    case 'status':
      return statusLabel(filter.status, t)
    case 'category':
      return filter.category === null ? '' : nameIn(filter.category.names, lang)
    case 'district':
      return filter.district === null ? '' : nameIn(filter.district.names, lang)
    case 'office':
      return filter.office === null ? '' : nameIn(filter.office.short, lang)
    case 'channel':
      return t('public:part.channel', {
        channel: filter.channel === null ? '' : channelName(filter.channel, t),
      })
    case 'from':
      return t('public:part.from', { day: filter.from === null ? '' : formatDay(filter.from, lang) })
    case 'to':
      return t('public:part.to', { day: filter.to === null ? '' : formatDay(filter.to, lang) })
    case 'overdue':
      return t('public:part.overdue')
    case 'photo':
      return t('public:part.photo')
    case 'reopened':
      return t('public:part.reopened')
    case 'bbox':
      return t('public:part.bbox')
  }
}

function statusLabel(status: Filter['status'], t: Reading['t']): string {
  if (status === null) return ''
  if (status === 'open') return t('public:part.open')
  if (status === 'ended') return t('public:part.ended')
  return t(`complaints:status.${status}`)
}
