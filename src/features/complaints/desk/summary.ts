import type { SummaryRow } from '../../../platform/http/parts.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { answersInWords } from '../answers-in-words.ts'
import { channelName } from '../channel-name.ts'
import { formatNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import { nearbyHref } from '../public/show/place.ts'
import type { ComplaintFacts } from './complaint-facts.ts'
import type { DeskRow } from './queries.ts'

/** What the case is: who answers, where, when, how it came. */
export function summaryOf({
  row,
  state,
  city,
  directory,
  lang,
  t,
}: Pick<ComplaintFacts, 'row' | 'state' | 'city' | 'directory' | 'lang' | 't'>): SummaryRow[] {
  const office = directory.officeById.get(row.office_id ?? 0)
  const area = city.areas.find((one) => one.id === row.district_id)
  const words = [row.address, row.landmark, area ? nameIn(area.names, lang) : ''].filter(Boolean)
  const { lat, lon } = row
  const point = lat === null || lon === null ? null : { lat, lon }
  const rows: (SummaryRow | null)[] = [
    { label: t('desk:fact.office'), value: office ? nameIn(office.names, lang) : t('desk:noOffice') },
    { label: t('desk:fact.assignee'), value: row.assignee_name ?? t('desk:nobody') },
    state.helpers.length === 0
      ? null
      : {
          label: t('desk:fact.helpers'),
          value: state.helpers
            .map((id) => directory.officeById.get(id))
            .map((helper) => (helper ? nameIn(helper.short, lang) : t('desk:noOffice')))
            .join('\n'),
        },
    row.split_from === null
      ? null
      : {
          label: t('desk:fact.partOf'),
          value: formatNumber(row.split_from),
          href: deskPaths.show(row.split_from),
        },
    ...row.parts.map((part) => ({
      label: t('desk:fact.part'),
      value: formatNumber(part.number),
      href: deskPaths.show(part.number),
    })),
    ...answersInWords({ lang, directory }, row.answered ?? undefined),
    words.length === 0 && point !== null
      ? null
      : { label: t('desk:fact.place'), value: words.join('\n') || t('desk:noPlace') },
    point && {
      label: t('desk:fact.point'),
      value: `${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`,
      href: nearbyHref(city, lang, point),
    },
    {
      label: t('desk:fact.received'),
      value: formatMoment(row.received_at.getTime(), lang, city.timeZone),
    },
    { label: t('desk:fact.channel'), value: channelName(row.channel, t) },
    { label: t('desk:fact.replyLang'), value: t(`desk:lang.${row.reply_lang as Lang}`) },
    {
      label: t('desk:fact.visibility'),
      value: t(row.visibility === 'staff' ? 'desk:visibility.staff' : 'desk:visibility.public'),
    },
    { label: t('desk:fact.contact'), value: t(`desk:contact.${contactOf(row)}`) },
  ]
  return rows.filter((one) => one !== null)
}

/** Notices go by mail only. */
function contactOf({ contacts }: DeskRow): 'email' | 'phone' | 'none' {
  return (['email', 'phone'] as const).find((kind) => contacts.includes(kind)) ?? 'none'
}
