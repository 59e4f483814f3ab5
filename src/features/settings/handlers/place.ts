import type { Request, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { staffOf } from '../../accounts/index.ts'
import { cityBySlug, langOf, translateOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { administeredCities } from '../queries.ts'
import type { Around } from '../thing.ts'

/** The city of the address, for its own administrators; for everybody else there is no such page. */
export async function aroundOf(deps: Deps, req: Request, res: Response): Promise<Around> {
  const city = await cityBySlug(deps, String(req.params['city']))
  if (city === null || !administeredCities(staffOf(res)).includes(city.id)) throw new NotFound('settings')
  return { city, directory: await directoryOf(deps, city.id), lang: langOf(res), t: translateOf(res) }
}
