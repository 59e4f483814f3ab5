import { formatInstant } from '../../../../platform/time/format.ts'
import { type City, nameIn } from '../../../city/index.ts'
import { formatNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import type { Reading } from '../reading.ts'
import type { ComplaintRow, ComplaintWords } from './queries.ts'

/** Text that the resident can file as a formal appeal with an e-signature (design.md 9.1). */
export type AppealText = { text: string; lang: string; link: { href: string; label: string } | null }

/** Written in the language of the page; the resident's words stay as they are. */
export function appealText(
  row: ComplaintRow,
  words: ComplaintWords,
  reading: Reading,
  city: City,
): AppealText {
  const { t, lang, origin, directory, timeZone } = reading
  const office = row.facts?.officeId == null ? undefined : directory.officeById.get(row.facts.officeId)
  const area = city.areas.find(({ id }) => id === row.facts?.districtId)
  const place = [words.address, words.landmark, area === undefined ? '' : nameIn(area.names, lang)]
  const text = t('public:appeal.text', {
    office: office === undefined ? nameIn(city.names, lang) : nameIn(office.names, lang),
    text: words.text,
    place: place.filter(Boolean).join(', '),
    day: formatInstant(row.receivedAt, lang, timeZone),
    number: formatNumber(row.number),
    url: origin + complaintPaths.show(lang, city.slug, row.number),
  })
  const link = city.profile.links.find(({ url }) => url.includes('eotinish'))
  return { text, lang, link: link === undefined ? null : { href: link.url, label: nameIn(link.label, lang) } }
}
