import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deskActs } from '../../src/features/complaints/desk/forms.ts'
import { open311Paths } from '../../src/features/open311/index.ts'
import { features } from '../../src/features.ts'
import type { Route } from '../../src/platform/http/route.ts'
import { sameOrigin } from '../support/portal.ts'
import { actRoutes, recordAct, unroutedActs } from './policy/acts.ts'
import { faultsOf, openPersons, uncovered } from './policy/check.ts'
import { openTable } from './policy/open-table.ts'
import { type PersonName, personNames } from './policy/persons.ts'
import { addressOf, openStage, type Recorded, record, routeName, type Stage } from './policy/record.ts'
import { staffTable } from './policy/staff-table.ts'
import { relations } from './policy/things.ts'

/**
 * Every route × every person × what the complaint is, asked through the front door and compared with the policy:
 * `staff-table.ts` and `open-table.ts` say who gets in where, `desk/readable.ts` who reads which part of a case.
 */

const tables = { staff: staffTable, open: openTable }

let stage: Stage
let routes: Route[]
beforeAll(async () => {
  stage = await openStage()
  routes = features.flatMap((feature) => feature.routes?.(stage.portal.deps) ?? [])
}, 60_000)
afterAll(() => stage.close())

const isOfStaff = ({ access }: Route) => typeof access === 'object'
/** What ends a complaint, a subscription or a session comes last. */
function turnOf(route: Route): number {
  const name = routeName(route)
  if (name.endsWith('/sign-out')) return 2
  return /sessions\/end|post .*withdraw|post .*\/stop/.test(name) ? 1 : 0
}

describe('the policy', () => {
  test('names every route, and no other', () => {
    expect(uncovered(routes, tables)).toEqual([])
  })

  test('is kept by acts in earnest: done by whoever may, refused to whoever only reads', async () => {
    const recorded = await actAll((names, turn) => names.filter((_name, index) => (index + turn) % 9 === 0))
    expect(recorded.length).toBeGreaterThan(30)
    expect(faultsOf(recorded, tables, unroutedActs)).toEqual([])
  }, 240_000)

  test('is kept by acts in earnest, tried by everybody', { tags: ['long'], timeout: 600_000 }, async () => {
    const recorded = await actAll((names) => names)
    expect(faultsOf(recorded, tables, unroutedActs)).toEqual([])
  })

  // After the acts: they end with everybody signing out.
  test('is kept at every page, by a few persons in turn', async () => {
    const recorded = await askAll((names, turn) => names.filter((_name, index) => (index + turn) % 12 === 0))
    expect(recorded.length).toBeGreaterThan(250)
    // Whoever it works for once need not be among the few.
    const faults = faultsOf(recorded, tables).filter((fault) => !fault.endsWith(': worked for nobody'))
    expect(faults).toEqual([])
  }, 240_000)

  test('is kept at every page, for everybody, whatever the complaint is', {
    tags: ['long'],
    timeout: 600_000,
  }, async () => {
    const recorded = await askAll((names) => names)
    expect(recorded.length).toBeGreaterThan(2500)
    expect(faultsOf(recorded, tables)).toEqual([])
  })
})

/** Who of all tries the `turn`th door. */
type Choose = (names: readonly PersonName[], turn: number) => readonly PersonName[]

async function actAll(choose: Choose): Promise<Recorded[]> {
  const recorded: Recorded[] = []
  for (const [turn, act] of deskActs.entries()) {
    recorded.push(...(await recordAct(stage, stage.ask, { act, persons: choose(personNames, turn) })))
  }
  return recorded
}

async function askAll(choose: Choose): Promise<Recorded[]> {
  const recorded: Recorded[] = []
  const ordered = routes
    .filter((route) => !actRoutes.includes(routeName(route)))
    .toSorted((a, b) => turnOf(a) - turnOf(b))
  let turn = 0
  for (const route of ordered) {
    const isReading = route.method === 'get' || routeName(route).endsWith('/contacts')
    for (const relation of relations) {
      // What is written changes the thing that the next one asks for: one kind of complaint is enough there.
      if (relation !== 'own' && !(isReading && route.path.includes(':number'))) continue
      const all = isOfStaff(route) ? personNames : openPersons
      // What ends something works for the first who may: everybody is asked, in the order of the line. And what empties
      // the draft is done by its owner, whoever the few are: the steps after it are tried with an empty one.
      const isForAll =
        (turnOf(route) === 1 && !isOfStaff(route)) || routeName(route).endsWith('/new/:token/what')
      for (const person of isForAll ? all : choose(all, turn++)) {
        recorded.push(await record(stage, stage.ask, { cell: { route, person, relation } }))
      }
    }
  }
  return recorded
}

describe('every route', () => {
  const foreign = [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }, {}]

  test('takes no write from another site, with a foreign origin, or with neither', () =>
    refusesAll((turn) => foreign.slice(turn % foreign.length).slice(0, 1)))

  test('takes none of them in any way', { tags: ['long'] }, () => refusesAll(() => foreign))

  async function refusesAll(choose: (turn: number) => readonly Record<string, string>[]): Promise<void> {
    for (const [turn, route] of routes.filter(({ method }) => method === 'post').entries()) {
      const path = addressOf(route, stage.things.of.own)
      const agent = request(stage.portal.app)
      // Mail servers post there by themselves; what that does is tried in tests/following.
      if (/\/unsubscribe(?:-week|-guides)?\/:\w+$/.test(route.path)) continue
      // Programs write there with keys, which no other site has; tests/open311.
      if (route.path.startsWith(open311Paths.root())) continue
      for (const headers of choose(turn)) await agent.post(path).set(headers).expect(403)
    }
  }

  test('of staff and of one person is kept by nobody, public pages set no cookie', async () => {
    for (const route of routes.filter(({ method }) => method === 'get')) {
      const res = await request(stage.portal.app).get(addressOf(route, stage.things.of.own)).set(sameOrigin)
      if (route.access === 'public') expect(res.headers['set-cookie'], routeName(route)).toBeUndefined()
      else if (route.access !== 'machine') {
        expect(res.headers['cache-control'], routeName(route)).toContain('no-store')
      }
    }
  })
})
