import type { Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import type { Hint } from '../../../platform/http/beside.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { officeStaff, staffOf } from '../../accounts/index.ts'
import { askedIn, type City, calendarOf, cityById, langOf, translateOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { alongsideOf } from '../inbox/alongside.ts'
import { parseNumber } from '../number.ts'
import { answerDraftOf } from './answer/draft.ts'
import { templatesFor } from './answer/templates.ts'
import { type CaseFacts, stateOf } from './complaint-facts.ts'
import { deskDuplicates } from './duplicates.ts'
import { type DeskRow, deskComplaint } from './queries.ts'
import { readableRow } from './readable.ts'

/** The complaint of this address, if the person may open it. Throws NotFound. */
export async function complaintOr404(deps: Deps, res: Response, typed: unknown): Promise<DeskRow> {
  const number = parseNumber(String(typed))
  const row = number.ok ? await deskComplaint(deps, staffOf(res), number.number) : null
  if (row === null) throw new NotFound('complaint')
  return row
}

/** What the page of a complaint is made from, beside what the person is doing. */
export async function factsOf(
  deps: Deps,
  res: Response,
  row: DeskRow,
  { act, template }: { act: string | null; template: string | null } = { act: null, template: null },
): Promise<CaseFacts> {
  const city = await cityById(deps, row.city_id)
  if (city === null) throw new NotFound('city')
  const staff = staffOf(res)
  const directory = await directoryOf(deps, city.id)
  const today = localDate(deps.now(), city.timeZone)
  const [duplicates, people, draft, templates, alongside, hints] = await Promise.all([
    deskDuplicates(deps, row, directory),
    officeStaff(deps, { cityId: city.id, officeId: row.office_id }),
    draftOf(deps, res, row),
    templatesFor(deps, row, { act: act ?? '', today: today.toString() }),
    alongsideOf(deps, res, row),
    hintsOf(deps, city, { res, row }),
  ])
  return {
    row: readableRow(row, staff),
    state: stateOf(row),
    city,
    directory,
    people,
    duplicates,
    draft,
    templates,
    alongside,
    hints,
    template: template === null ? null : Number(template),
    calendar: await calendarOf(deps, city.calendar),
    staff,
    lang: langOf(res),
    t: translateOf(res),
    today,
    now: deps.now().epochMilliseconds,
  }
}

/** What goes on at the place, and what others do about this complaint. */
async function hintsOf(
  deps: Deps,
  city: City,
  { res, row }: { res: Response; row: DeskRow },
): Promise<Hint[]> {
  const asked = { ...askedIn(city), lang: langOf(res), t: translateOf(res), now: deps.now() }
  const { id, number, lat, lon, address } = row
  const told = await Promise.all([
    deps.beside.ofComplaint(asked, { id, number, lat, lon }),
    deps.beside.atPoint(asked, { lat, lon, address, category: null }),
  ])
  return told.flat()
}

export const draftOf = (deps: Deps, res: Response, row: DeskRow) =>
  answerDraftOf(deps, { staffId: staffOf(res).id, complaintId: row.id })
