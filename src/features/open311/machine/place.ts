import type { Request } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { clean } from '../../../platform/http/form.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { type City, calendarOf, cities } from '../../city/index.ts'
import type { Reading } from '../../complaints/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { languageOf } from './language.ts'
import { Refusal } from './refusal.ts'

/** Parameters that say something. Of one sent twice the values are a list; an empty one is as good as absent. */
export type Params = Readonly<Record<string, string>>

export function paramsOf(given: unknown): Params {
  const params: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(given ?? {})) {
    const text = clean([value].flat().map(String).join(',')).trim()
    if (text !== '') params[name] = text
  }
  return params
}

export type Asked = { lang: Lang; t: Translate }

export function askedOf(deps: Pick<Deps, 'texts'>, req: Request): Asked {
  const lang = languageOf(req)
  req.res?.set('Content-Language', lang)
  return { lang, t: deps.texts.in(lang) }
}

/** The city that is asked; where only one lives here nobody has to name it. */
export async function cityAsked(
  deps: Pick<Deps, 'cache' | 'db'>,
  params: Params,
  { t }: Asked,
): Promise<City> {
  const all = await cities(deps)
  const given = params['jurisdiction_id']
  const [only] = all
  if (given === undefined) {
    if (only !== undefined && all.length === 1) return only
    const known = all.map(({ slug }) => slug).join(', ')
    throw new Refusal(400, [t('open311:refusal.jurisdictionMissing', { known })])
  }
  const city = all.find(({ slug }) => slug === given.toLowerCase())
  if (city === undefined) throw new Refusal(404, [t('open311:refusal.jurisdiction', { given })])
  return city
}

/** With what public pages of this city are made. */
export async function readingIn(deps: Deps, city: City, { lang, t }: Asked): Promise<Reading> {
  const now = deps.now()
  const [directory, calendar] = await Promise.all([
    directoryOf(deps, city.id),
    calendarOf(deps, city.calendar),
  ])
  return {
    ...{ city, lang, t, directory, calendar, now: now.epochMilliseconds },
    today: localDate(now, city.timeZone),
    timeZone: city.timeZone,
    origin: deps.config.publicUrl,
  }
}
