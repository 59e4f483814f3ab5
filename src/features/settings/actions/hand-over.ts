import type { Deps } from '../../../platform/deps.ts'
import { isLang } from '../../../platform/i18n/texts.ts'
import { staffMember } from '../../accounts/index.ts'
import { cities, nameIn } from '../../city/index.ts'
import { ChangedMeanwhile, NotAllowed, transferComplaint } from '../../complaints/index.ts'
import { directoryOf, standInFor } from '../../offices/index.ts'

/**
 * Passes the open complaints of offices that have ended to who stands in for them, each as an act of the administrator
 * who ended the office. Answers how many. Safe to repeat: what was passed on is not there any more.
 */
export async function handOver(deps: Deps): Promise<number> {
  let count = 0
  for (const city of await cities(deps)) {
    const directory = await directoryOf(deps, city.id)
    const ended = directory.offices.filter(({ current }) => !current)
    for (const office of ended) count += await handOverOffice(deps, { city, directory, office })
  }
  return count
}

type Ended = {
  city: Awaited<ReturnType<typeof cities>>[number]
  directory: Awaited<ReturnType<typeof directoryOf>>
  office: Awaited<ReturnType<typeof directoryOf>>['offices'][number]
}

async function handOverOffice(deps: Deps, { city, directory, office }: Ended): Promise<number> {
  const waiting = await deps.db.complaint.findMany({
    where: { officeId: office.id, open: true },
    select: { id: true, replyLang: true },
    orderBy: { id: 'asc' },
  })
  if (waiting.length === 0) return 0
  const rows = await deps.db.office.findMany({
    where: { cityId: city.id },
    select: { id: true, successorId: true },
  })
  const toOfficeId = standInFor(office.id, {
    isOpen: (id) => directory.officeById.get(id)?.current === true,
    successors: new Map(rows.map(({ id, successorId }) => [id, successorId])),
  })
  const last = await deps.db.settingChange.findFirst({
    where: { cityId: city.id, kind: 'office', key: office.code },
    orderBy: { id: 'desc' },
    select: { staffId: true },
  })
  const staff = last === null ? null : await staffMember(deps, last.staffId)
  if (toOfficeId === null || staff === null) {
    deps.log.warn(
      { office: office.code, city: city.slug, waiting: waiting.length },
      'open complaints of an office that has ended go nowhere',
    )
    return 0
  }
  let count = 0
  for (const { id: complaintId, replyLang } of waiting) {
    const lang = isLang(replyLang) ? replyLang : 'kk'
    const reason = deps.texts.in(lang)('settings:handOver', { office: nameIn(office.names, lang) })
    try {
      await transferComplaint(deps, { staff, complaintId }, { officeId: toOfficeId, reason })
      count++
    } catch (error) {
      // Somebody of the office was faster, or it is asked and cannot be passed on; the next hour looks again.
      if (!(error instanceof ChangedMeanwhile || error instanceof NotAllowed)) throw error
    }
  }
  return count
}
