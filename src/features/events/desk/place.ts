import type { Request, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Option } from '../../../platform/http/parts.ts'
import { staffOf } from '../../accounts/index.ts'
import { type City, cities, langOf, nameIn, translateOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { eventIdIn } from '../public/handlers.ts'
import type { DeskReading } from './pages.ts'
import { type DeskEvent, deskEvent } from './queries.ts'
import { type EventHome, type EventRights, editableHomes, rightsAt } from './rights.ts'

/** Language, clock and cities of a page of staff. */
export async function deskReading(deps: Deps, res: Response): Promise<DeskReading> {
  return {
    lang: langOf(res),
    t: translateOf(res),
    now: deps.now().epochMilliseconds,
    cities: await cities(deps),
  }
}

/** What a page of one event needs; a stranger, or one without this right, finds nothing. */
export async function eventAt(
  deps: Deps,
  req: Request,
  res: Response,
  right: keyof EventRights = 'read',
): Promise<{ event: DeskEvent; rights: EventRights; reading: DeskReading; city: City }> {
  const staff = staffOf(res)
  const event = await deskEvent(deps, staff, eventIdIn(req))
  const rights = event === null ? null : rightsAt(staff, event)
  if (event === null || rights === null || !rights[right]) throw new NotFound('event')
  const reading = await deskReading(deps, res)
  const city = reading.cities.find(({ id }) => id === event.cityId)
  if (city === undefined) throw new NotFound('event')
  return { event, rights, reading, city }
}

const nameOf = ({ cityId, officeId }: EventHome): string => `${cityId}/${officeId ?? 0}`

/** Where a person may write events, as the values of a choice: an administrator in each office of the city as well. */
export async function homeOptions(deps: Deps, res: Response, cityId?: number): Promise<Option[]> {
  const lang = langOf(res)
  const all = await cities(deps)
  const homes = editableHomes(staffOf(res)).filter((home) => cityId === undefined || home.cityId === cityId)
  const options = await Promise.all(
    homes.map(async (home): Promise<Option[]> => {
      const city = all.find(({ id }) => id === home.cityId)
      if (city === undefined) return []
      const { offices } = await directoryOf(deps, home.cityId)
      const own = offices.filter(
        ({ id, current, external }) =>
          current && !external && (home.officeId === null || id === home.officeId),
      )
      const cityName = nameIn(city.names, lang)
      return [
        ...(home.officeId === null ? [{ value: nameOf(home), label: cityName }] : []),
        ...own.map((office) => ({
          value: nameOf({ cityId: home.cityId, officeId: office.id }),
          label: `${cityName} · ${nameIn(office.names, lang)}`,
        })),
      ]
    }),
  )
  return options.flat()
}

/** The place behind a value of the choice; null when it is none of this person's. */
export function homeOf(value: string, options: readonly Option[]): EventHome | null {
  if (!options.some((option) => option.value === value)) return null
  const [cityId, officeId] = value.split('/').map(Number)
  return cityId === undefined ? null : { cityId, officeId: officeId === 0 ? null : (officeId ?? null) }
}
