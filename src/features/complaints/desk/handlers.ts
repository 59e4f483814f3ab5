import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { endOfDay, localDate } from '../../../platform/time/local-day.ts'
import { type StaffMember, staffOf } from '../../accounts/index.ts'
import { langOf, translateOf } from '../../city/index.ts'
import { parseNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import { inboxFilterOf } from './filter.ts'
import { inboxModel, inboxPage } from './inbox-page.ts'
import { placesOf } from './places.ts'
import { inboxRows, isPassedOnBy, viewCounts } from './queries.ts'

export function inbox(deps: Deps): RequestHandler {
  return async (req, res) => {
    const staff = staffOf(res)
    const filter = inboxFilterOf(req.query)
    const places = await placesOf(deps, staff)
    const moment = momentOf(deps, places[0]?.city.timeZone ?? 'UTC')
    const [found, counts, passedOn] = await Promise.all([
      inboxRows(deps, { staff, filter, moment }),
      viewCounts(deps, staff, moment),
      passedOnBy(deps, staff, req.query['passed']),
    ])
    const around = { places, staff, passedOn, t: translateOf(res), lang: langOf(res), now: deps.now() }
    inboxPage(res, inboxModel({ ...found, counts, filter, ...around }))
  }
}

/** The number that an address names, if this person did pass that complaint on. */
async function passedOnBy(deps: Deps, staff: StaffMember, typed: unknown): Promise<string | null> {
  const parsed = typeof typed === 'string' ? parseNumber(typed) : null
  return parsed?.ok && (await isPassedOnBy(deps, staff, parsed.number)) ? parsed.number : null
}

/** A number typed into the search box of the inbox leads to its complaint. */
export function toNumber(): RequestHandler {
  return (req, res, next) => {
    const typed = typeof req.query['q'] === 'string' ? parseNumber(req.query['q']) : null
    if (typed?.ok) return res.redirect(303, deskPaths.show(typed.number))
    next()
  }
}

function momentOf({ now }: Deps, timeZone: string) {
  const at = now()
  return {
    now: at.epochMilliseconds,
    endOfToday: endOfDay(localDate(at, timeZone), timeZone).epochMilliseconds,
  }
}
