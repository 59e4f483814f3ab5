import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { features } from '../../src/features.ts'
import type { Deps } from '../../src/platform/deps.ts'
import type { Feature, Route } from '../../src/platform/http/route.ts'
import { recordAct } from './policy/acts.ts'
import { faultsOf, openPersons, uncovered } from './policy/check.ts'
import { openTable } from './policy/open-table.ts'
import { personNames } from './policy/persons.ts'
import { takenFor, withRoute, withRoutes, withSql } from './policy/plant-fault.ts'
import { openStage, type Recorded, record, routeName, type Stage } from './policy/record.ts'
import { staffTable } from './policy/staff-table.ts'
import { relations } from './policy/things.ts'

/** The matrix has teeth: one fault of each class is planted, and the checker of access.test.ts names exactly that one. */

const tables = { staff: staffTable, open: openTable }

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
}, 60_000)
afterAll(() => stage.close())

type Fault = {
  features?: readonly Feature[]
  deps?: (deps: Deps) => Deps
  /** Where it is looked for: the route of the fault, and one beside it. */
  routes: readonly string[]
}

/** What the checker says about a portal with this fault. */
async function judged({ features: offered = features, deps = (sound) => sound, routes }: Fault) {
  const faulty = deps(stage.portal.deps)
  const ask = await stage.askOf(createApp(faulty, offered))
  const all = offered.flatMap((feature) => feature.routes?.(faulty) ?? [])
  const recorded: Recorded[] = []
  for (const route of all.filter((one) => routes.includes(routeName(one)))) {
    const people = typeof route.access === 'object' ? personNames : openPersons
    for (const relation of route.path.includes(':number') ? relations : (['own'] as const)) {
      for (const person of people)
        recorded.push(await record(stage, ask, { cell: { route, person, relation } }))
    }
  }
  expect(recorded.length).toBeGreaterThan(0)
  return [...uncovered(all, tables), ...faultsOf(recorded, tables)]
}

const desk = 'get /staff/complaints/:number'
const contacts = 'post /staff/complaints/:number/contacts'
const preview = 'get /staff/inbox/preview/:number'
const people = 'get /staff/people'
const invite = 'get /staff/people/invite'
const page = 'get /:lang/:city/complaints/:number'
const settings = 'get /staff/inbox/settings'

describe('a fault of each class is named', () => {
  test('none, where there is none', async () => {
    expect(await judged({ routes: [preview, people] })).toEqual([])
  })

  test('none at all the routes that faults are planted at', { tags: ['long'] }, async () => {
    expect(await judged({ routes: [desk, preview, people, invite, page, settings] })).toEqual([])
  })

  test('1. a route without a policy', { tags: ['long'] }, async () => {
    const forgotten: Route = {
      ...{ method: 'get', path: '/staff/forgotten', access: { staff: 'any' } },
      handlers: [(_req, res) => res.send('forgotten')],
    }
    const offered = withRoutes((routes) =>
      routes.some((route) => routeName(route) === settings) ? [...routes, forgotten] : routes,
    )
    expect(await judged({ features: offered, routes: [settings] })).toEqual([
      'get /staff/forgotten: stands in no policy',
    ])
  })

  test('2. a role that is let in by mistake', { tags: ['long'] }, async () => {
    const access = { staff: ['city_admin', 'head', 'auditor'] }
    const offered = withRoute(people, (route) => ({ ...route, access }))
    expect(await judged({ features: offered, routes: [people, settings] })).toEqual([
      'get /staff/people: auditor (own) got 200, not 404',
    ])
  })

  test('3. a query without the office', async () => {
    const deps = (sound: Deps) =>
      withSql(sound, (sql) => sql.replace(/c\.office_id = $/, 'c.office_id IS NOT NULL OR 0 = '))
    expect(await judged({ deps, routes: [preview, people] })).toEqual(
      [
        'own) got 200, not 404',
        'hidden) got 200, not 404',
        'hidden) is shown hidden',
        'erased) got 200, not 404',
      ].map((what) => `${preview}: otherOffice (${what}`),
    )
  })

  test('4. a query without the city', { tags: ['long'] }, async () => {
    const deps = (sound: Deps) =>
      withSql(sound, (sql) => sql.replace(/c\.city_id = $/, 'c.city_id IS NOT NULL OR 0 = '))
    expect(await judged({ deps, routes: [preview, people] })).toEqual(
      [
        'own) got 200, not 404',
        'hidden) got 200, not 404',
        'hidden) is shown hidden',
        'erased) got 200, not 404',
      ].map((what) => `${preview}: otherCity (${what}`),
    )
  })

  test('5. the words of a hidden complaint', async () => {
    const deps = (sound: Deps) => withSql(sound, (sql) => sql.replaceAll('c.shown AS words', 'true AS words'))
    expect(await judged({ deps, routes: [page, preview] })).toEqual(
      openPersons.map((person) => `${page}: ${person} (hidden) is shown hidden`),
    )
  })

  test('6. the contacts of a resident', { tags: ['long'] }, async () => {
    const offered = withRoute(contacts, (route) => ({
      ...route,
      handlers: [takenFor('auditor', 'controller'), ...route.handlers],
    }))
    expect(await judged({ features: offered, routes: [contacts, preview] })).toEqual([
      `${contacts}: auditor (own) got 200, not 404`,
      `${contacts}: auditor (own) is shown contact`,
      `${contacts}: auditor (hidden) got 200, not 404`,
      `${contacts}: auditor (hidden) is shown contact`,
      `${contacts}: auditor (erased) got 200, not 404`,
    ])
  })

  test('7. an internal note', { tags: ['long'] }, async () => {
    // The office that helps is taken for one that holds: its people read what those others write for each other
    const offered = withRoute(desk, (route) => ({
      ...route,
      handlers: [
        (_req, res, next) => {
          const { staff } = res.locals
          const isHelper = staff?.roles.some(
            ({ officeId }: { officeId: number | null }) => officeId === stage.portal.cast.offices.akimat,
          )
          if (isHelper) res.locals['staff'] = { ...staff, roles: [{ ...staff.roles[0], officeId: null }] }
          next()
        },
        ...route.handlers,
      ],
    }))
    expect(await judged({ features: offered, routes: [desk, preview] })).toEqual(
      relations.map((relation) => `${desk}: helper (${relation}) is shown note`),
    )
  })

  test('8. a write by whoever may only read', async () => {
    const name = 'post /staff/complaints/:number/accept'
    const offered = withRoute(name, (route) => ({
      ...route,
      handlers: [takenFor('auditor', 'controller'), ...route.handlers],
    }))
    const ask = await stage.askOf(createApp(stage.portal.deps, offered))
    const recorded = await recordAct(stage, ask, { act: 'accept', persons: personNames })
    expect(faultsOf(recorded, tables)).toEqual([`${name}: auditor (own) got 303, not 409`])
  })

  test('9. a second factor or a fresh proof that is not asked for', { tags: ['long'] }, async () => {
    const withoutProof = withRoute(invite, (route) => ({
      ...route,
      access: { staff: ['city_admin', 'head'] },
    }))
    expect(await judged({ features: withoutProof, routes: [invite, settings] })).toEqual([
      'get /staff/people/invite: stale (own) got 200, not 303:confirm',
    ])
    const withoutFactor = withRoute(settings, (route) => ({
      ...route,
      access: { staff: 'any', entering: true },
      handlers: [
        (_req, res, next) => {
          res.locals['staff'] ??= res.locals['entering']
          next()
        },
        ...route.handlers,
      ],
    }))
    expect(await judged({ features: withoutFactor, routes: [invite, settings] })).toEqual([
      'get /staff/inbox/settings: entering (own) got 200, not 303:second-factor',
    ])
  })
})
