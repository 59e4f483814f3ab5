import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { asStaff, type RoleAt, staffMember } from '../../src/features/accounts/index.ts'
import { features } from '../../src/features.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import type { Feature } from '../../src/platform/http/route.ts'
import { fileOne } from '../desk/file-one.ts'
import { openSession } from '../support/open-session.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'

/** The second wall: an act that has forgotten whose city it is writes nothing there. */

let portal: Portal
let complaintId: number
let other: { category: number; complaint: number }
beforeAll(async () => {
  portal = await openPortal()
  const { db } = portal.deps
  const filed = await fileOne(portal)
  complaintId = (await db.complaint.findUniqueOrThrow({ where: { number: filed.number } })).id
  const { cast } = portal
  const words = { nameKk: 'Шұңқыр', nameRu: 'Яма', nameEn: 'Pothole', keywordsKk: [], keywordsRu: [] }
  const category = await db.category.create({
    data: {
      cityId: cast.otherCity.id,
      code: 'holes',
      groupCode: 'roads',
      icon: 'x',
      ...words,
      danger: [],
      position: 0,
    },
  })
  const moved = await fileOne(portal)
  const theirs = await db.complaint.update({
    where: { number: moved.number },
    data: { cityId: cast.otherCity.id },
  })
  other = { category: category.id, complaint: theirs.id }
})
afterAll(() => portal.close())

const at = (cityId: number, role: RoleAt['role']): { roles: RoleAt[] } => ({
  roles: [{ cityId, officeId: null, role }],
})
const write = (roles: { roles: RoleAt[] }, id: number) =>
  asStaff(roles, () =>
    inTransaction(portal.deps.db, async (tx) => {
      // The condition that a careful author would have written is missing.
      await tx.complaint.updateMany({ where: { id }, data: { landmark: 'changed' } })
    }),
  )
const landmark = async (id: number) =>
  (await portal.deps.db.complaint.findUniqueOrThrow({ where: { id } })).landmark

describe('a transaction of staff', () => {
  test('writes in the own city', async () => {
    await write(at(portal.cast.city.id, 'registrar'), complaintId)
    expect(await landmark(complaintId)).toBe('changed')
  })

  test('writes nothing in another city', async () => {
    await expect(write(at(portal.cast.city.id, 'city_admin'), other.complaint)).rejects.toThrow(
      /may not write in city/,
    )
    expect(await landmark(other.complaint)).toBe('')
  })

  test('moves nothing over, and adds and removes nothing there', async () => {
    const { db, cast } = { ...portal.deps, ...portal }
    const roles = at(cast.city.id, 'city_admin')
    const act = (work: Parameters<typeof inTransaction<unknown>>[1]) =>
      expect(asStaff(roles, () => inTransaction<unknown>(db, work))).rejects.toThrow(/may not write in city/)
    const cityId = cast.otherCity.id
    await act((tx) => tx.complaint.update({ where: { id: complaintId }, data: { cityId } }))
    await act((tx) => tx.category.deleteMany({ where: { id: other.category } }))
    await act((tx) => tx.city.update({ where: { id: cityId }, data: { nameRu: 'Наш' } }))
    await act((tx) => tx.staffRole.create({ data: { staffId: cast.staff.head, cityId, role: 'city_admin' } }))
    await act((tx) =>
      tx.complaintHelper.create({ data: { complaintId: other.complaint, officeId: cast.offices.roads } }),
    )
    await act((tx) =>
      tx.staffLook.create({
        data: {
          at: new Date(),
          staffId: cast.staff.head,
          complaintId: other.complaint,
          what: 'contacts',
          reason: '',
        },
      }),
    )
    expect(await db.category.count({ where: { id: other.category } })).toBe(1)
  })

  test('of an auditor writes nowhere', async () => {
    await expect(write(at(portal.cast.city.id, 'auditor'), complaintId)).rejects.toThrow(
      /may not write in city/,
    )
  })

  test('ends with its limits: the next one on the same connection has none', async () => {
    await Promise.all(
      Array.from({ length: 8 }, () =>
        inTransaction(portal.deps.db, (tx) =>
          tx.complaint.updateMany({ where: { id: other.complaint }, data: { landmark: '' } }),
        ),
      ),
    )
    expect(await landmark(other.complaint)).toBe('')
  })
})

describe('a page of staff', () => {
  /** The portal with one more page, whose author thought of nobody's city. */
  function careless(): readonly Feature[] {
    return [
      {
        name: 'careless',
        routes: (deps) => [
          {
            method: 'post',
            path: '/staff/careless/:id',
            access: { staff: 'any' },
            handlers: [
              // As after a form with pictures: the next handler begins in another turn of the loop
              (_req, _res, next) => void setImmediate(next),
              async (req, res) => {
                await inTransaction(deps.db, (tx) =>
                  tx.complaint.updateMany({
                    where: { id: Number(req.params['id']) },
                    data: { landmark: 'careless' },
                  }),
                )
                res.send('done')
              },
            ],
          },
        ],
      },
      ...features,
    ]
  }

  test('writes in the own city and in no other, whatever its code forgot', async () => {
    const app = createApp(portal.deps, careless())
    const admin = await staffMember(portal.deps, portal.cast.staff.city_admin)
    const cookie = await openSession(portal, admin?.id ?? 0)
    const post = (id: number) =>
      request(app).post(`/staff/careless/${id}`).set(sameOrigin).set('Cookie', cookie).type('form').send({})
    expect((await post(complaintId)).status).toBe(200)
    expect((await post(other.complaint)).status).toBe(500)
    expect(await landmark(complaintId)).toBe('careless')
    expect(await landmark(other.complaint)).toBe('')
  })
})
