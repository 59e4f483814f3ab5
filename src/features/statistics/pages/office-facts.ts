import type { Link, SummaryRow } from '../../../platform/http/parts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { nameIn, phoneInWords } from '../../city/index.ts'
import { complaintPaths } from '../../complaints/index.ts'
import type { Office, OfficeContacts } from '../../offices/index.ts'
import type { Reading } from './reading.ts'

/** Address, telephone, hours: what is known. */
export function contactRows({ contacts }: Office, reading: Reading): SummaryRow[] {
  const { lang, t } = reading
  const { address, phones, email, hours } = contacts
  return [
    address && { label: t('statistics:office.address'), value: nameIn(address, lang) },
    ...phones.map((phone) => ({
      label: t('statistics:office.phone'),
      value: phoneInWords(phone, reading.city),
      href: `tel:${phone}`,
    })),
    email === null ? null : { label: t('statistics:office.email'), value: email, href: `mailto:${email}` },
    hours.length === 0
      ? null
      : {
          label: t('statistics:office.hours'),
          value: hours.map((one) => hoursText(one, reading)).join('\n'),
        },
  ].filter((row) => row !== null)
}

function hoursText(
  { days, opens, closes, break: pause }: OfficeContacts['hours'][number],
  { lang, t }: Reading,
): string {
  // 1 January 2024 was a Monday.
  const name = (day: number) => formatDay(`2024-01-0${day}`, lang, 'weekdayShort')
  const [first, last] = [days[0] ?? 1, days.at(-1) ?? 1]
  const isRow = days.length > 2 && last - first === days.length - 1
  const named = isRow ? `${name(first)}–${name(last)}` : days.map(name).join(', ')
  const times = `${named} ${opens}–${closes}`
  return pause === null
    ? times
    : `${times}, ${t('statistics:office.break', { from: pause.from, to: pause.to })}`
}

/** The categories that are sent here, with the districts when only some are. */
export function responsibilities(office: Office, { city, lang, t, directory }: Reading): Link[] {
  const areas = new Map(city.areas.map(({ id, names }) => [id, nameIn(names, lang)]))
  const districtsBy = new Map<number | null, number[]>()
  for (const { officeId, categoryId, districtId } of directory.rules) {
    if (officeId !== office.id) continue
    const known = districtsBy.get(categoryId) ?? []
    districtsBy.set(categoryId, districtId === null ? known : [...known, districtId])
  }
  const listOf = (category?: string) =>
    complaintPaths.list(lang, city.slug, { office: office.code, category })
  const places = (ids: readonly number[]) => ids.map((id) => areas.get(id) ?? '').join(', ')
  const links = directory.categories.flatMap(({ id, code, names }): Link[] => {
    const districts = districtsBy.get(id)
    if (districts === undefined) return []
    const name = nameIn(names, lang)
    return [{ href: listOf(code), label: districts.length === 0 ? name : `${name} (${places(districts)})` }]
  })
  const rest = districtsBy.get(null)
  if (rest === undefined) return links
  const label =
    rest.length === 0
      ? t('statistics:office.everything')
      : t('statistics:office.allIn', { districts: places(rest) })
  return [...links, { href: listOf(), label }]
}
