import type { Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { type RoleAt, type StaffMember, type StaffRole, staffOf } from '../accounts/index.ts'
import { type City, cityBySlug } from '../city/index.ts'
import { type Body, bodiesOf } from './queries.ts'

type Held = { roles: readonly Pick<RoleAt, 'cityId' | 'officeId' | 'role'>[] }

/** Cities of whose receptions this person sees at least those of the own office. */
export const receptionCityIds = ({ roles }: Held): number[] => [...new Set(roles.map(({ cityId }) => cityId))]

/** What somebody does: reads, works with visitors, or keeps bodies and timetables. */
export type Doing = 'read' | 'work' | 'manage'

const rolesFor: Readonly<Record<Doing, readonly StaffRole[]>> = {
  read: ['registrar', 'controller', 'operator', 'auditor', 'city_admin', 'executor', 'head'],
  work: ['registrar', 'controller', 'operator', 'city_admin', 'executor', 'head'],
  manage: ['city_admin', 'head'],
}

/** True when a role for it reaches the body: a role of the whole city, or of the office behind the body. */
export function mayDo({ roles }: Held, doing: Doing, cityId: number, officeId: number | null): boolean {
  return roles.some(
    (held) =>
      held.cityId === cityId &&
      rolesFor[doing].includes(held.role) &&
      (held.officeId === null || held.officeId === officeId),
  )
}

/** The city of the address with the bodies that this person sees there; a stranger finds nothing. */
export type Desk = {
  city: City
  staff: StaffMember
  bodies: Body[]
  /** Of the city, for names. */
  allBodies: Body[]
  may(doing: Doing, body: Body): boolean
}

export async function deskOf(deps: Deps, res: Response): Promise<Desk> {
  const slug = res.req.params['city']
  const city = typeof slug === 'string' ? await cityBySlug(deps, slug) : null
  const staff = staffOf(res)
  if (city === null || !receptionCityIds(staff).includes(city.id)) throw new NotFound('receptions')
  const may = (doing: Doing, body: Body) => mayDo(staff, doing, city.id, body.officeId)
  const allBodies = await bodiesOf(deps, city.id)
  return { city, staff, bodies: allBodies.filter((body) => may('read', body)), allBodies, may }
}

/** Promises that this person reads: those of the bodies, and those that were given to an own office. */
export const promiseScope = ({ city, staff, bodies }: Desk) => ({
  cityId: city.id,
  bodyIds: bodies.map(({ id }) => id),
  officeIds: staff.roles.flatMap(({ cityId, officeId }) =>
    cityId === city.id && officeId !== null ? [officeId] : [],
  ),
})

/** True for who works at the body that promised, and for who works in the office that is to keep it. */
export function maySettlePromise(
  { city, staff, bodies, may }: Desk,
  { bodyId, officeId }: { bodyId: number; officeId: number | null },
): boolean {
  const body = bodies.find(({ id }) => id === bodyId)
  if (body !== undefined && may('work', body)) return true
  return officeId !== null && mayDo(staff, 'work', city.id, officeId)
}

/** The body of an id, for who may do this there; nobody else finds it. */
export function bodyFor({ bodies, may }: Desk, id: number, doing: Doing): Body {
  const body = bodies.find((one) => one.id === id)
  if (body === undefined || !may(doing, body)) throw new NotFound('body')
  return body
}

/** A number in the address; 0 for everything else, which no row has. */
export function idIn(res: Response, name: string): number {
  const id = Number(res.req.params[name])
  return Number.isInteger(id) && id > 0 && id < 2 ** 31 ? id : 0
}
