import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditPaths } from '../../src/features/audit/index.ts'
import { concentrations, mostPatterns, unusualPatterns } from '../../src/features/audit/patterns/queries.ts'
import { currentConsent, formatNumber, writeComplaints } from '../../src/features/complaints/index.ts'
import { blindIndex, seal } from '../../src/platform/crypto/seal.ts'
import { bulkOf, HistoryBuilder, HOUR } from '../statistics/histories.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
  // They have all worked here for long, and entered their accounts.
  for (const name of ['executor', 'head', 'auditor']) await signInAs(portal, `${name}@example.kz`)
  await portal.deps.db.staff.updateMany({ data: { createdAt: new Date('2025-01-01T00:00:00Z') } })
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
  /** Opened again by the resident, and perhaps solved once more. */
  reopened?: 'open' | 'solved'
  source?: string
  consent?: string
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
    if (one.reopened === 'solved') history.answered(at + (solvedAfter + 2) * HOUR, 'solved', cast.staff[by])
    const text = one.text ?? `Во дворе ${inLetters(planted)} снова переполнены баки`
    return {
      at,
      one,
      bulk: { ...bulkOf(cast, history.history), text, ...(one.source ? { source: one.source } : {}) },
    }
  })
  const numbers = await writeComplaints(
    deps.pool,
    complaints.map(({ bulk }) => bulk),
  )
  for (const [index, { at, one }] of complaints.entries()) {
    const number = numbers[index] ?? ''
    const { id } = await deps.db.complaint.update({
      where: { number },
      data: { consentVersion: one.consent ?? currentConsent },
      select: { id: true },
    })
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
    comparedIn: [cast.city.id],
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
      { solvedAfter: 20, email: keen, reopened: 'open' },
      { solvedAfter: 10, email: keen, reopened: 'solved' },
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
    // Somebody of the roads reports to the housing office, and the auditor of the city a hole in a road.
    await plant([
      { solvedAfter: 3, email: 'executor@example.kz', office: 'housing', by: 'head' },
      { solvedAfter: 3, email: 'auditor@example.kz' },
    ])
    // Who was not told that contacts are compared.
    await plant(times(6, () => ({ solvedAfter: 2, email: 'before@example.kz', consent: '2026-11-22' })))
    // What was imported is as its source had it.
    await plant(times(6, () => ({ solvedAfter: 2, email: 'imported@example.kz', source: 'city-desk' })))
    expect(await found()).toEqual([])
  })

  test('tells nobody whose address it is who invites it', async () => {
    const { cast, deps } = portal
    const email = 'suspected@example.kz'
    await plant([{ solvedAfter: 30, email }])
    const account = await deps.db.staff.create({
      data: {
        ...{ email, name: 'Suspected', positionKk: '', positionRu: '', positionEn: '' },
        createdAt: new Date(deps.now().epochMilliseconds - 400 * HOUR),
        roles: { create: { cityId: cast.city.id, officeId: cast.offices.roads, role: 'executor' } },
      },
    })
    expect(await found()).toEqual([])
    // Entered, but made after the complaint came; then as one who worked there all along.
    const { id } = account
    const made = (hoursAgo: number) => new Date(deps.now().epochMilliseconds - hoursAgo * HOUR)
    await deps.db.staff.update({ where: { id }, data: { passwordHash: 'set', createdAt: made(100) } })
    expect(await found()).toEqual([])
    await deps.db.staff.update({ where: { id }, data: { createdAt: made(400) } })
    expect((await found()).map(({ kind, staff }) => [kind, staff])).toEqual([['staff', 'Suspected']])
    await deps.db.staff.update({ where: { id }, data: { disabledAt: made(300) } })
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
      times(4, (index) => ({
        solvedAfter: 2,
        text: `${index}) Лавочка у дома сломана, почините${'!'.repeat(index)}`,
        ago: 400,
      })),
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
    const counted = await auditor.get(auditPaths.patterns()).expect(200)
    const numbers = [...own, ...words, ...instant].map((number) => formatNumber(number))
    expect(counted.text).toContain('Почта сотрудника в обращениях к его ведомству')
    for (const number of numbers) expect(counted.text).not.toContain(number)
    expect(counted.text).not.toContain('Asel head')
    const log = () => portal.deps.db.staffLog.findMany({ where: { kind: 'patterns-seen' } })
    expect(await log()).toEqual([])

    const shown = await auditor
      .post(auditPaths.patterns())
      .set(sameOrigin)
      .type('form')
      .send({ days: '30' })
      .expect(200)
    for (const number of numbers) expect(shown.text).toContain(number)
    expect(shown.text).toContain('Asel head')
    expect(shown.text).not.toMatch(/friend@|head@|705 ?111|77051112233/)
    expect((await log()).map(({ cityId, detail }) => [cityId, detail])).toEqual([
      [portal.cast.city.id, { days: 30 }],
    ])
  })

  test('one kind of which there are many crowds out no other', async () => {
    const many = mostPatterns + 5
    await plant(
      times(many * 5, (index) => ({ solvedAfter: 20, email: `many${index % many}@example.kz`, ago: 1000 })),
    )
    const patterns = await found(60)
    const reporters = patterns.filter(({ kind }) => kind === 'reporter')
    expect(reporters.length).toBe(mostPatterns)
    expect(new Set(reporters.map(({ ofKind }) => ofKind))).toEqual(new Set([many + 1]))
    expect(patterns.map(({ kind }) => kind)).toContain('minutes')
  })

  test('says from how many contacts the complaints of an office came', async () => {
    const { cast, deps } = portal
    const cityIds = [cast.city.id]
    const asked = { cityIds, comparedIn: cityIds, from: deps.now().epochMilliseconds - 30 * 24 * HOUR }
    const rows = await concentrations(deps, asked)
    const receivedAt = { gte: new Date(asked.from) }
    const solved = await deps.db.complaint.count({
      where: { officeId: cast.offices.roads, source: null, receivedAt },
    })
    // Housing has too few to say anything.
    expect(rows).toEqual([
      { officeId: cast.offices.roads, complaints: solved, withContact: 55, contacts: 35, most: 14 },
    ])
  })

  test('is of the period and the city asked for, and for whoever audits', async () => {
    const { cast, deps } = portal
    await plant(times(5, () => ({ solvedAfter: 1, email: 'long.ago@example.kz', ago: 60 * 24 })))
    const solvedAtOnce = async (days: number) =>
      (await found(days)).find(({ kind }) => kind === 'reporter')?.ofKind
    expect(await solvedAtOnce(30)).toBe(1)
    expect(await solvedAtOnce(90)).toBe(mostPatterns + 7)
    const auditor = await signInAs(portal, 'auditor@example.kz')
    const of90 = await auditor.get(auditPaths.patterns(90)).expect(200)
    expect(of90.text).toMatch(/aria-current="page">90/)
    expect(of90.text).toContain(`${mostPatterns} из ${mostPatterns + 7}`)
    const other = [cast.otherCity.id]
    expect(await unusualPatterns(deps, { cityIds: other, comparedIn: other, from: 0 })).toEqual([])
    const executor = await signInAs(portal, 'executor@example.kz')
    expect((await executor.get(auditPaths.patterns())).status).toBe(404)
  })

  test('compares no contacts where the city wrote about them in its own words, also once it took them back', async () => {
    const { cast, deps } = portal
    const auditor = await signInAs(portal, 'auditor@example.kz')
    const page = async () => (await auditor.get(auditPaths.patterns()).expect(200)).text
    const ofStaff = 'Почта сотрудника в обращениях к его ведомству'
    expect(await page()).toContain(ofStaff)
    await deps.db.publication.create({
      data: {
        ...{ cityId: cast.city.id, kind: 'page', code: 'privacy', state: 'withdrawn', doc: {} },
        publishedAt: new Date(deps.now().epochMilliseconds - HOUR),
      },
    })
    const without = await page()
    expect(without).not.toContain(ofStaff)
    expect(without).not.toContain('Один контакт')
    expect(without).toContain('Одни и те же слова')
  })
})
