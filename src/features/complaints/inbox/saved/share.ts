import type { Option } from '../../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../../platform/i18n/texts.ts'
import type { StaffMember } from '../../../accounts/index.ts'
import { nameIn } from '../../../city/index.ts'
import type { Place } from '../place.ts'

type SharePlace = { value: string; cityId: number; officeId: number | null }

/** Where a lead may share a filter: their office; of a city, the city and each of its offices. */
export function sharePlaces(staff: StaffMember, places: readonly Place[]): SharePlace[] {
  return staff.roles.flatMap(({ role, cityId, officeId }): SharePlace[] => {
    if (role === 'head' && officeId !== null) return [{ value: `office-${officeId}`, cityId, officeId }]
    if (role !== 'controller' && role !== 'city_admin') return []
    const offices = places.find(({ city }) => city.id === cityId)?.directory.offices ?? []
    return [
      { value: `city-${cityId}`, cityId, officeId: null },
      ...offices
        .filter(({ current, external }) => current && !external)
        .map(({ id }) => ({ value: `office-${id}`, cityId, officeId: id })),
    ]
  })
}

/** The same as choices; none for whoever leads nothing. */
export function shareOptions(
  staff: StaffMember,
  places: readonly Place[],
  { lang, t }: { lang: Lang; t: Translate },
): Option[] {
  const shared = sharePlaces(staff, places).map(({ value, cityId, officeId }) => {
    const place = places.find(({ city }) => city.id === cityId)
    const office = officeId === null ? undefined : place?.directory.officeById.get(officeId)
    const names = office?.names ?? place?.city.names
    return { value, label: names ? nameIn(names, lang) : value }
  })
  const distinct = shared.filter(
    ({ value }, index) => shared.findIndex((one) => one.value === value) === index,
  )
  return distinct.length === 0 ? [] : [{ value: '', label: t('inbox:share.me') }, ...distinct]
}
