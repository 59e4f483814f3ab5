import type { Response } from 'express'
import type { Temporal } from 'temporal-polyfill'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import { type City, calendarOf, cityOf, langOf, translateOf } from '../../city/index.ts'
import { type Directory, directoryOf } from '../../offices/index.ts'

/** What every public page of complaints is made with: where, in which language, when. */
export type Reading = {
  city: City
  lang: Lang
  t: Translate
  directory: Directory
  calendar: WorkingCalendar
  /** Milliseconds UTC. */
  now: number
  /** The local day of the city. */
  today: Temporal.PlainDate
  timeZone: string
  /** Scheme and host of the portal, for links that leave it. */
  origin: string
}

export async function readingOf(deps: Deps, res: Response): Promise<Reading> {
  const city = cityOf(res)
  const now = deps.now()
  const [directory, calendar] = await Promise.all([
    directoryOf(deps, city.id),
    calendarOf(deps, city.calendar),
  ])
  return {
    city,
    lang: langOf(res),
    t: translateOf(res),
    directory,
    calendar,
    now: now.epochMilliseconds,
    today: localDate(now, city.timeZone),
    timeZone: city.timeZone,
    origin: deps.config.publicUrl,
  }
}
