import type { Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { officeStaff, type StaffMember, staffOf } from '../../accounts/index.ts'
import { langOf, translateOf } from '../../city/index.ts'
import { type InboxFilter, isNarrowed } from './filter.ts'
import { momentOf } from './moment.ts'
import { type InboxFacts, type InboxTrouble, inboxModel, inboxPage } from './page.ts'
import { mainPlace, type Place, placesOf } from './place.ts'
import { inboxRows, nextDue, viewCounts } from './queries.ts'
import { savedCounts } from './saved/count-saved.ts'
import { personalOf } from './settings/queries.ts'
import { viewsFor } from './views.ts'

export type InboxAnswer = {
  filter: InboxFilter
  done?: InboxFacts['done']
  trouble?: InboxTrouble
  status?: number
}

/** Sends the inbox: asked for, or come back from a form that something was wrong with. */
export async function sendInbox(
  deps: Deps,
  res: Response,
  { filter, done = null, trouble, status = 200 }: InboxAnswer,
): Promise<void> {
  const staff = staffOf(res)
  const places = await placesOf(deps, staff)
  const place = mainPlace(places, filter.cityId)
  // Whoever has no role, or stood in for somebody until yesterday, has nothing to do.
  if (place === undefined) throw new NotFound('inbox')
  const now = deps.now()
  const moment = momentOf(now, place)
  const [found, counts, personal, people] = await Promise.all([
    inboxRows(deps, { staff, filter, moment }),
    viewCounts(deps, staff, { wanted: viewsFor(staff), moment }),
    personalOf(deps, staff, now.epochMilliseconds),
    peopleOf(deps, staff, { filter, place }),
  ])
  const saved = await savedCounts(deps, staff, { saved: personal.saved, moment })
  const isDone = found.rows.length === 0 && !isNarrowed(filter)
  const nextDueOn = isDone ? await nextDue(deps, staff) : null
  const around = { places, staff, t: translateOf(res), lang: langOf(res), now }
  const facts = { ...found, ...around, counts, filter, personal, people, done, nextDueOn, savedCounts: saved }
  inboxPage(res, inboxModel({ ...facts, trouble: trouble ?? null }), status)
}

const peopleKeptMs = 15_000

/** To whom work may have been given: in the office of the filter, else in those of the person. */
async function peopleOf(
  deps: Deps,
  staff: StaffMember,
  { filter, place }: { filter: InboxFilter; place: Place },
): Promise<{ id: number; name: string }[]> {
  const own = staff.roles.flatMap(({ officeId }) => (officeId === null ? [] : [officeId]))
  const isKnown = filter.officeId !== null && place.directory.officeById.has(filter.officeId)
  const offices = isKnown ? [filter.officeId ?? 0] : [...new Set(own)]
  const lists = await Promise.all(
    offices.map((officeId) =>
      deps.cache.get(`inbox:people:${officeId}`, peopleKeptMs, () =>
        officeStaff(deps, { cityId: cityOfOffice(staff, place, officeId), officeId }),
      ),
    ),
  )
  return [...new Map(lists.flat().map((person) => [person.id, person])).values()]
}

const cityOfOffice = (staff: StaffMember, place: Place, officeId: number): number =>
  staff.roles.find((role) => role.officeId === officeId)?.cityId ?? place.city.id
