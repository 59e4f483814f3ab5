import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { followingPaths } from '../../src/features/following/index.ts'
import { fileOne } from '../desk/file-one.ts'
import { residentOf } from '../filing/resident.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'

/** reliability.md C14: a mobile network shows one address for thousands of people. */

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

const clients = 2_000
const atOnce = 50

/** Status of what each client does, counted. */
async function crowd(act: (client: number) => Promise<number>): Promise<Map<number, number>> {
  const counts = new Map<number, number>()
  for (let first = 0; first < clients; first += atOnce) {
    const answers = await Promise.all(Array.from({ length: atOnce }, (_, index) => act(first + index)))
    for (const status of answers) counts.set(status, (counts.get(status) ?? 0) + 1)
  }
  return counts
}

test('2,000 clients behind one address file, read and say that they have it too', {
  timeout: 600_000,
}, async () => {
  const filed = await crowd(async (client) => {
    const resident = residentOf(portal)
    const check = await resident.reachCheck({ text: `Яма на дороге, видно из окна ${client}` })
    return (await resident.send(check)).status
  })
  expect(filed).toEqual(new Map([[303, clients]]))
  expect(await portal.deps.db.complaint.count()).toBe(clients)

  const read = await crowd(
    async () => (await request(portal.app).get(complaintPaths.list('ru', 'synaqqala'))).status,
  )
  expect(read).toEqual(new Map([[200, clients]]))

  const { number } = await fileOne(portal, {})
  const voices = await crowd(async () => {
    const path = followingPaths.support('ru', 'synaqqala', number)
    return (await request(portal.app).post(path).set(sameOrigin).type('form').send({})).status
  })
  expect(voices).toEqual(new Map([[303, clients]]))
  const { supportUnconfirmed } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
  expect(supportUnconfirmed).toBe(clients)
})
