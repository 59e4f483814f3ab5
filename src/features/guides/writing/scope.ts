import type { Request, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { isLang, type Lang } from '../../../platform/i18n/texts.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { type StaffMember, staffOf } from '../../accounts/index.ts'
import { type City, cityById, langOf, translateOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { catalogueOf, type Topic } from '../catalogue.ts'
import type { GuideDone } from '../paths.ts'
import { guideCities, mayPublish, mayWrite } from '../rules.ts'
import type { Around } from './around.ts'
import { type StaffGuide, staffGuide } from './queries.ts'

/** A guide as this person may see it, with what they may do to it. */
export type Here = {
  guide: StaffGuide
  around: Around
  topics: readonly Topic[]
  staff: StaffMember
  may: { write: boolean; publish: boolean }
}

/** The guide of the address; of another city it is not there. */
export async function guideHere(deps: Deps, req: Request, res: Response): Promise<Here> {
  const staff = staffOf(res)
  const guide = await staffGuide(deps, guideCities(staff), Number(req.params['guideId']))
  if (guide === null) throw new NotFound('guide')
  const [around, { topics }] = await Promise.all([
    aroundIn(deps, res, guide.cityId),
    catalogueOf(deps, guide.cityId),
  ])
  const may = { write: mayWrite(staff, guide), publish: mayPublish(staff, guide) }
  return { guide, around, topics, staff, may }
}

export async function aroundIn(deps: Deps, res: Response, cityId: number): Promise<Around> {
  const city = await cityById(deps, cityId)
  if (city === null) throw new NotFound('city')
  return { city, directory: await directoryOf(deps, cityId), lang: langOf(res), t: translateOf(res) }
}

/** The language of the words, as the address says it. */
export function contentLangOf(req: Request): Lang {
  const { wording } = req.params
  if (!isLang(wording)) throw new NotFound('language')
  return wording
}

export const todayIn = ({ now }: Pick<Deps, 'now'>, { timeZone }: Pick<City, 'timeZone'>): string =>
  localDate(now(), timeZone).toString()

const dones = [
  ...(['saved', 'sent', 'returned', 'published', 'withdrawn', 'reviewed', 'seen', 'moved'] as const),
  ...(['letters', 'noLetters'] as const),
] as const

export const doneOf = (req: Request): GuideDone | null =>
  dones.find((one) => one === req.query['done']) ?? null
