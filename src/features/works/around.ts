import type { Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { type City, cityOf, langOf, translateOf } from '../city/index.ts'
import { type Directory, directoryOf } from '../offices/index.ts'

/** Where, for whom and when pages of works are made. `now` in milliseconds UTC. */
export type Around = {
  city: City
  lang: Lang
  t: Translate
  directory: Directory
  now: number
  timeZone: string
  /** Scheme and host of the portal, for links that leave it. */
  origin: string
}

export async function aroundOf(deps: Deps, res: Response, city: City = cityOf(res)): Promise<Around> {
  return {
    city,
    lang: langOf(res),
    t: translateOf(res),
    directory: await directoryOf(deps, city.id),
    now: deps.now().epochMilliseconds,
    timeZone: city.timeZone,
    origin: deps.config.publicUrl,
  }
}
