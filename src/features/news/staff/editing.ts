import type { Request, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { type StaffMember, staffOf } from '../../accounts/index.ts'
import { type City, cityBySlug, langOf, translateOf } from '../../city/index.ts'
import { type Directory, directoryOf } from '../../offices/index.ts'
import { newsCityIds, ownOffices } from '../access.ts'
import type { StaffScope } from '../queries.ts'

/** The city whose news are looked after, and by whom. */
export type Editing = {
  city: City
  directory: Directory
  lang: Lang
  t: Translate
  staff: Pick<StaffMember, 'id' | 'roles'>
  scope: StaffScope
  /** ISO day in the city. */
  today: string
}

/** The city of the address, for those of its staff who see its news; for everybody else there is no such page. */
export async function editingOf(deps: Deps, req: Request, res: Response): Promise<Editing> {
  const staff = staffOf(res)
  const city = await cityBySlug(deps, String(req.params['city']))
  if (city === null || !newsCityIds(staff).includes(city.id)) throw new NotFound('news')
  return {
    city,
    directory: await directoryOf(deps, city.id),
    lang: langOf(res),
    t: translateOf(res),
    staff,
    scope: { cityId: city.id, offices: ownOffices(staff, city.id) },
    today: localDate(deps.now(), city.timeZone).toString(),
  }
}
