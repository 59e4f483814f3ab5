import type { Route } from '../../../src/platform/http/route.ts'
import { isSignedIn, type PersonName } from './persons.ts'
import { audiences, isIn, mayHold, mustHold, readStaffPolicy } from './policy.ts'
import { type Recorded, routeName } from './record.ts'
import { secretNames } from './things.ts'

/** The two tables: pages of staff by audience, everything else by status. */
export type Tables = {
  staff: Readonly<Record<string, string>>
  open: Readonly<Record<string, string>>
}

/** Who is tried at pages that nobody signs in for, in the order of their lines. */
export const openPersons = ['stranger', 'resident', 'admin'] as const satisfies readonly PersonName[]

/** Routes without a line, and lines without a route. */
export function uncovered(routes: readonly Pick<Route, 'method' | 'path' | 'access'>[], tables: Tables) {
  const faults: string[] = []
  const named = new Set(routes.map(routeName))
  for (const route of routes) {
    const table = typeof route.access === 'object' ? tables.staff : tables.open
    if (table[routeName(route)] === undefined) faults.push(`${routeName(route)}: stands in no policy`)
  }
  for (const name of [...Object.keys(tables.staff), ...Object.keys(tables.open)]) {
    if (!named.has(name)) faults.push(`${name}: there is no such route`)
  }
  return faults
}

/**
 * Everything in which the answers differ from the tables, one sentence each. The same function judges the portal and the
 * portals with a fault in them. `unrouted`: routes that were tried at a complaint that no office has.
 */
export function faultsOf(
  recorded: readonly Recorded[],
  tables: Tables,
  unrouted: readonly string[] = [],
): string[] {
  const faults = recorded.flatMap((cell) => [
    ...codeFaults(cell, tables, unrouted),
    ...wordFaults(cell, tables),
  ])
  return [...faults, ...unused(recorded, tables)]
}

function codeFaults(
  { route, person, relation, answer }: Recorded,
  tables: Tables,
  unrouted: readonly string[],
) {
  const name = routeName(route)
  const expected = expectedOf({ name, person, relation }, tables, !unrouted.includes(name))
  if (expected === null || expected.includes(answer.code)) return []
  return [`${name}: ${person} (${relation}) got ${answer.code}, not ${expected.join(' or ')}`]
}

type Place = { name: string; person: PersonName; relation: Recorded['relation'] }

/** The codes that are right; null where the table says nothing, which `uncovered` finds. */
function expectedOf({ name, person, relation }: Place, { staff, open }: Tables, isRouted: boolean) {
  const line = staff[name]
  if (line === undefined) return expectedInOpen({ name, person, relation }, open)
  const policy = readStaffPolicy(line)
  if (!isSignedIn(person)) return ['303:sign-in']
  if (person === 'entering') return [policy.entering ?? '303:second-factor']
  if (person === 'stale' && policy.proof) return [name.startsWith('get') ? '303:confirm' : '403']
  const isLetIn = isIn(person, audiences[policy.lets], isRouted)
  if (policy.answer === 'act') {
    if (isLetIn) return ['303']
    return isIn(person, audiences.readers, isRouted) ? ['409'] : ['404']
  }
  if (!isLetIn) return ['404']
  if (relation === 'erased' && policy.erased !== undefined) return [policy.erased]
  return policy.once ? [policy.answer, '404'] : [policy.answer]
}

/** `200`, `404 200 200` for stranger, resident, admin; `hidden 404` where that differs for a hidden complaint. */
function expectedInOpen({ name, person, relation }: Place, open: Tables['open']): string[] | null {
  const line = open[name]
  if (line === undefined) return null
  const special = new RegExp(`${relation} (\\d{3})`).exec(line)
  if (special?.[1] !== undefined) return [special[1]]
  const codes = line.replace(/ (hidden|erased) .*/, '').split(' ')
  return [codes[(openPersons as readonly PersonName[]).indexOf(person)] ?? codes[0] ?? '']
}

function wordFaults({ route, person, relation, answer }: Recorded, { staff }: Tables): string[] {
  const name = routeName(route)
  const place = { name, person, relation, isStaff: name in staff }
  return secretNames.flatMap((secret) => {
    const isShown = answer.secrets.includes(secret)
    if (isShown && !mayHold(secret, place)) return [`${name}: ${person} (${relation}) is shown ${secret}`]
    if (!isShown && mustHold(secret, place))
      return [`${name}: ${person} (${relation}) is not shown ${secret}`]
    return []
  })
}

/** What works once must have worked for somebody. */
function unused(recorded: readonly Recorded[], { staff }: Tables): string[] {
  return Object.entries(staff).flatMap(([name, line]) => {
    const { once, answer } = readStaffPolicy(line)
    const tried = recorded.filter(({ route }) => routeName(route) === name)
    const worked = tried.some((cell) => cell.answer.code === answer)
    return once && tried.length > 0 && !worked ? [`${name}: worked for nobody`] : []
  })
}
