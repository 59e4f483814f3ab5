import { refreshFigures, statisticsPaths } from '../../../src/features/statistics/index.ts'
import { brokenInvariants } from '../../support/invariants.ts'
import type { ListeningPortal } from '../../support/listening-portal.ts'
import type { MailServer } from '../../support/smtp.ts'
import { emailOf, type Told } from './play.ts'
import type { Complaint } from './story.ts'

/** What is left when the story is over. */

export async function endsOf({ deps }: ListeningPortal, told: ReadonlyMap<string, Told>) {
  const ends: Record<string, string> = {}
  for (const [key, { number }] of told) {
    ends[key] = (await deps.db.complaint.findUniqueOrThrow({ where: { number } })).status
  }
  return ends
}

/** How many letters came to each resident who left an address. */
export const lettersOf = ({ arrived }: MailServer, complaints: readonly Complaint[]) =>
  Object.fromEntries(
    complaints
      .filter(({ letters }) => letters !== undefined)
      .map(({ key }) => [key, arrived.filter(({ to }) => to === emailOf(key)).length]),
  )

/** What must be true of any database; a job that `runJobs` has done is no longer in the queue. */
export const faultsOf = async ({ deps }: ListeningPortal): Promise<string[]> =>
  (await brokenInvariants(deps)).filter((fault) => !fault.startsWith('filed form without its job'))

/** Without a last resort some complaints wait for the registrar, who sends them. */
export async function withoutDefaultOffice({ deps }: ListeningPortal): Promise<void> {
  await deps.db.routingRule.deleteMany({ where: { categoryId: null, districtId: null } })
  deps.cache.forget('directory:')
}

/** Who was told of the term of a complaint, in the order of telling; alarms about silence are another matter. */
export async function reminders({ deps }: ListeningPortal, number: string) {
  const rows = await deps.db.termNotice.findMany({
    where: { complaint: { number }, stage: { not: 'silent' } },
    orderBy: [{ createdAt: 'asc' }, { staffId: 'asc' }],
  })
  const staff = new Map((await deps.db.staff.findMany()).map(({ id, email }) => [id, email]))
  return rows.map(({ stage, staffId }) => ({ stage, who: staff.get(staffId) }))
}

type Figures = {
  received: number
  answered: number
  outcomes: { withdrawn: number; merged: number; forwarded: number; refused: number }
  transfers: { within3: number; later: number }
  extended: { n: number }
  verdicts: { confirmed: number; partly: number; disputed: number }
}

/** The published figures of the city from March to May, as the machine-readable file has them. */
export async function cityCounts({ deps, cast, origin }: ListeningPortal) {
  await refreshFigures(deps, cast.city.id)
  const { slug } = cast.city
  const today = deps.now().toString().slice(0, 10)
  const path = statisticsPaths.figures('ru', slug, 'json', { from: '2026-03-01', to: today })
  const answer = await fetch(`${origin}${path}`)
  const { received, answered, outcomes, transfers, extended, verdicts } = (await answer.json()) as Figures
  const { withdrawn, merged, forwarded, refused } = outcomes
  const { confirmed, partly, disputed } = verdicts
  return {
    ...{ received, answered, withdrawn, merged, forwarded, refused },
    ...{ transfersInTime: transfers.within3, transfersLate: transfers.later, extended: extended.n },
    verdicts: { confirmed, partly, disputed },
  }
}
