import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaffMember, StaffRole } from '../../src/features/accounts/index.ts'
import { answerComplaint } from '../../src/features/complaints/actions/answer-complaint.ts'
import { assignComplaint } from '../../src/features/complaints/actions/assign-complaint.ts'
import { hideComplaint } from '../../src/features/complaints/actions/hide-complaint.ts'
import { sendToOffice } from '../../src/features/complaints/actions/send-to-office.ts'
import { NotAllowed } from '../../src/features/complaints/actions/staff-act.ts'
import { transferComplaint } from '../../src/features/complaints/actions/transfer-complaint.ts'
import { dayToDate } from '../../src/platform/db/instant.ts'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())
beforeEach(() => portal.setNow('2026-03-11T07:00:00Z'))

/** A member of staff with one role of the cast. */
function member(role: StaffRole): StaffMember {
  const { city, offices, staff } = portal.cast
  const officeId = role === 'executor' || role === 'head' ? offices.roads : null
  return {
    id: staff[role],
    name: role,
    email: `${role}@example.kz`,
    lang: 'ru',
    position: { kk: '', ru: '', en: '' },
    roles: [{ cityId: city.id, officeId, role }],
    officeLabel: '',
  }
}

async function fileAt(change: Parameters<typeof fileOne>[1] = {}) {
  const { number } = await fileOne(portal, change)
  return portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
}
const reason = 'Двор обслуживает отдел жилья, это внутриквартальный проезд'
const lastRow = (complaintId: number) =>
  portal.deps.db.activity.findFirstOrThrow({ where: { complaintId }, orderBy: { seq: 'desc' } })

test('more acts at once than there are connections, with nothing kept of the directory, do not wait for each other', async () => {
  const { deps, cast } = portal
  const complaints = []
  for (let no = 0; no < 8; no++) complaints.push(await fileAt())
  deps.cache.forget('')
  // A transaction that waited for a second connection would fail after ten seconds.
  const moved = await Promise.all(
    complaints.map(({ id }) =>
      transferComplaint(
        deps,
        { staff: member('registrar'), complaintId: id },
        { officeId: cast.offices.housing, reason },
      ),
    ),
  )
  expect(moved.map(({ status }) => status)).toEqual(Array(8).fill('sent'))
})

describe('an office that has ended', () => {
  test('gets no complaint, neither by transfer nor by hand', async () => {
    const { deps, cast } = portal
    const { housing } = cast.offices
    const staff = member('registrar')
    const held = await fileAt()
    await deps.db.routingRule.deleteMany({ where: { categoryId: null, districtId: null } })
    await deps.db.office.update({ where: { id: housing }, data: { validTo: dayToDate('2026-03-10') } })
    deps.cache.forget('directory:')
    const unrouted = await fileAt({ categoryId: null, districtId: null })
    const to = { officeId: housing, reason }
    await expect(transferComplaint(deps, { staff, complaintId: held.id }, to)).rejects.toThrow(NotAllowed)
    await expect(sendToOffice(deps, { staff, complaintId: unrouted.id }, to)).rejects.toThrow(NotAllowed)
    await deps.db.office.update({ where: { id: housing }, data: { validTo: null } })
    deps.cache.forget('directory:')
  })
})

describe('whom a complaint is given to', () => {
  test('works at the office that holds it now, not at the one that held it when the page was made', async () => {
    const { deps, cast } = portal
    const { id } = await fileAt()
    const controller = member('controller')
    const assign = () =>
      assignComplaint(deps, { staff: controller, complaintId: id }, { staffId: cast.staff.executor })
    expect(await assign()).toMatchObject({ assigneeId: cast.staff.executor })
    const moved = { staff: controller, complaintId: id }
    await transferComplaint(deps, moved, { officeId: cast.offices.housing, reason })
    await expect(assign()).rejects.toThrow(NotAllowed)
    const complaint = await deps.db.complaint.findUniqueOrThrow({ where: { id } })
    expect(complaint.assigneeId).toBeNull()
  })
})

describe('in whose name an act stands', () => {
  const text = 'Яма заделана асфальтом десятого марта, движение открыто.'

  test.each<[StaffRole, 'office' | 'city']>([
    ['executor', 'office'],
    // in the place of an office without accounts
    ['controller', 'office'],
    ['registrar', 'city'],
  ])('a transfer by the %s is of the %s', async (role, name) => {
    const { id, officeId } = await fileAt()
    const to = { officeId: portal.cast.offices.housing, reason }
    await transferComplaint(portal.deps, { staff: member(role), complaintId: id }, to)
    expect((await lastRow(id)).officeId).toBe(name === 'office' ? officeId : null)
  })

  test('hiding is never of the office, an answer always', async () => {
    const { id, officeId } = await fileAt()
    await hideComplaint(portal.deps, { staff: member('city_admin'), complaintId: id }, { reason })
    expect((await lastRow(id)).officeId).toBeNull()
    const answer = { outcome: 'explained' as const, text, lang: 'ru', photos: [] }
    await answerComplaint(portal.deps, { staff: member('city_admin'), complaintId: id }, answer)
    expect((await lastRow(id)).officeId).toBe(officeId)
  })
})
