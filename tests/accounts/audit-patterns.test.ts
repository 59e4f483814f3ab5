import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditPaths } from '../../src/features/audit/index.ts'
import { concentrations, unusualPatterns } from '../../src/features/audit/patterns/queries.ts'
import { formatNumber, writeComplaints } from '../../src/features/complaints/index.ts'
import { blindIndex, seal } from '../../src/platform/crypto/seal.ts'
import { bulkOf, HistoryBuilder, HOUR } from '../statistics/histories.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

type Filed = {
  /** Hours from receipt to the answer. */
  solvedAfter: number
  email?: string
  phone?: string
  text?: string
  by?: 'executor' | 'head'
  office?: 'roads' | 'housing'
  /** Hours before now. */
  ago?: number
  reopened?: boolean
}

let planted = 0

/** Complaints that an office called solved, written as the portal writes them. Answers their numbers. */
async function plant(filed: readonly Filed[]): Promise<string[]> {
  const { cast, deps } = portal
  const now = deps.now().epochMilliseconds
  const complaints = filed.map(({ solvedAfter, ago = 200, by = 'executor', office = 'roads', ...one }) => {
    const at = now - ago * HOUR - ++planted * 60_000
    const dueAt = at + 400 * HOUR
    const history = new HistoryBuilder(cast, at)
      .sent(at, cast.offices[office], dueAt)
      .answered(at + solvedAfter * HOUR, 'solved', cast.staff[by])
    // The builder knows staff of the roads only.
    const answer = history.history.events.at(-1)
    if (answer) answer.actor = { ...answer.actor, officeId: cast.offices[office] }
    if (one.reopened) history.reopened(at + (solvedAfter + 1) * HOUR, dueAt)
    const text = one.text ?? `Во дворе ${inLetters(planted)} снова переполнены баки`
    return { at, one, bulk: { ...bulkOf(cast, history.history), text } }
  })
  const numbers = await writeComplaints(
    deps.pool,
    complaints.map(({ bulk }) => bulk),
  )
  for (const [index, { at, one }] of complaints.entries()) {
    const number = numbers[index] ?? ''
    const { id } = await deps.db.complaint.findUniqueOrThrow({ where: { number }, select: { id: true } })
    for (const kind of ['email', 'phone'] as const) {
      const value = one[kind]
      if (value === undefined) continue
      const sealed = Uint8Array.from(seal(deps.keys, value, `complaint-contact/${number}/${kind}`))
      const index = Uint8Array.from(blindIndex(deps.keys, kind, value))
      await deps.db.complaintContact.create({
        data: { complaintId: id, kind, sealed, blindIndex: index, createdAt: new Date(at) },
      })
    }
  }
  return numbers
}

/** Words of different complaints differ in letters, not in digits. */
const inLetters = (value: number) => [...String(value)].map((digit) => 'абвгдежзик'[Number(digit)]).join('')

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

const found = (days = 30) => {
  const { cast, deps } = portal
  return unusualPatterns(deps, {
    cityIds: [cast.city.id],
    from: deps.now().epochMilliseconds - days * 24 * HOUR,
  })
}

describe('unusual patterns', () => {
  test('lists nothing of an honest city, however close it comes', async () => {
    await plant(times(30, (index) => ({ solvedAfter: 1 + index * 3, email: `resident${index}@example.kz` })))
    // One keen resident: four at once, a fifth opened again, a sixth solved late.
    const keen = 'keen@example.kz'
    await plant([
      ...times(4, () => ({ solvedAfter: 20, email: keen })),
      { solvedAfter: 20, email: keen, reopened: true },
      { solvedAfter: 49, email: keen },
    ])
    // The same words of three neighbours, and short ones of many.
    await plant(times(3, () => ({ solvedAfter: 5, text: 'Горит фонарь днём, выключите пожалуйста' })))
    await plant(times(6, () => ({ solvedAfter: 5, text: 'Не убран снег' })))
    // Four at once by one person, and one by another.
    await plant([
      ...times(4, () => ({ solvedAfter: 0.1 })),
      { solvedAfter: 0.1, by: 'head' as const },
      { solvedAfter: 0.2 },
    ])
    // Somebody of the roads reports to the housing office.
    await plant([{ solvedAfter: 3, email: 'executor@example.kz', office: 'housing' }])
    expect(await found()).toEqual([])
  })

  test('lists a seeded fraud of each kind, with its complaints, and no contact', async () => {
    const own = await plant([
      { solvedAfter: 30, email: 'head@example.kz' },
      { solvedAfter: 90, email: 'head@example.kz', by: 'head' },
    ])
    // Who leaves an address and a phone number is one person.
    const one = await plant(
      times(14, () => ({ solvedAfter: 24, email: 'friend@example.kz', phone: '+77051112233', ago: 300 })),
    )
    const words = await plant(
      times(4, (index) => ({ solvedAfter: 2, text: `Лавочка у дома ${index} сломана, почините!`, ago: 400 })),
    )
    const instant = await plant(
      times(5, () => ({ solvedAfter: 0.05, by: 'head' as const, office: 'housing' as const })),
    )
    const patterns = await found()
    expect(
      patterns.map(({ kind, staff, complaints, minutes }) => [kind, staff, complaints, minutes]),
    ).toEqual([
      ['staff', 'Asel head', 2, 3600],
      ['reporter', null, 14, 1440],
      ['words', null, 4, 120],
      ['minutes', 'Asel head', 5, 3],
    ])
    const [staff, reporter, same, minutes] = patterns.map(({ numbers }) => new Set(numbers))
    expect(staff).toEqual(new Set(own))
    expect(reporter?.size).toBe(12)
    expect([...(reporter ?? [])].filter((number) => !one.includes(number))).toEqual([])
    expect(same).toEqual(new Set(words))
    expect(minutes).toEqual(new Set(instant))

    const auditor = await signInAs(portal, 'auditor@example.kz')
    const page = await auditor.get(auditPaths.patterns()).expect(200)
    for (const number of [...own, ...words, ...instant]) expect(page.text).toContain(formatNumber(number))
    expect(page.text).toContain('Asel head')
    expect(page.text).not.toMatch(/friend@|head@|705 ?111|77051112233/)
  })

  test('says from how many contacts the complaints of an office came', async () => {
    const { cast, deps } = portal
    const asked = { cityIds: [cast.city.id], from: deps.now().epochMilliseconds - 30 * 24 * HOUR }
    const rows = await concentrations(deps, asked)
    const solved = await deps.db.complaint.count({ where: { officeId: cast.offices.roads } })
    // Housing has too few to say anything.
    expect(rows).toEqual([
      { officeId: cast.offices.roads, complaints: solved, withContact: 52, contacts: 33, most: 14 },
    ])
  })

  test('is of the period and the city asked for, and for whoever audits', async () => {
    const { cast, deps } = portal
    await plant(times(5, () => ({ solvedAfter: 1, email: 'long.ago@example.kz', ago: 60 * 24 })))
    expect((await found(30)).length).toBe(4)
    expect((await found(90)).map(({ complaints }) => complaints)).toEqual([2, 14, 5, 4, 5])
    expect(await unusualPatterns(deps, { cityIds: [cast.otherCity.id], from: 0 })).toEqual([])
    const executor = await signInAs(portal, 'executor@example.kz')
    expect((await executor.get(auditPaths.patterns())).status).toBe(404)
  })
})
