import type { Response } from 'express'
import { Prisma } from '../../../platform/db/generated/client.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { cityRoles, type RoleAt, type StaffMember, staffOf } from '../../accounts/index.ts'
import { cityBySlug } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { type Around, aroundOf } from '../around.ts'
import { workById } from '../queries.ts'
import { mayPublish, mayWrite } from '../rules.ts'
import type { Work } from '../work.ts'

/** What a member of staff sees and writes of the works of a city. */
export type DeskScope = {
  /** Null: those of all offices. */
  seenOfficeIds: readonly number[] | null
  /** Offices for which this person prepares works, and those whose works this person says to the public. */
  ownOfficeIds: readonly number[]
  publishedOfficeIds: readonly number[]
}

export type Desk = { around: Around; staff: StaffMember; scope: DeskScope }

const isCityRole = ({ officeId, role }: RoleAt) =>
  officeId === null && (cityRoles as readonly string[]).includes(role)

/** Null for whom there are no works in this city. */
export function deskScope(
  roles: readonly RoleAt[],
  cityId: number,
  { offices }: Pick<Directory, 'offices'>,
): DeskScope | null {
  const here = roles.filter((held) => held.cityId === cityId)
  if (here.length === 0) return null
  const current = offices.filter((office) => office.current).map(({ id }) => id)
  const seesAll = here.some(isCityRole)
  return {
    seenOfficeIds: seesAll ? null : here.flatMap(({ officeId }) => (officeId === null ? [] : [officeId])),
    ownOfficeIds: current.filter((officeId) => mayWrite(here, { cityId, officeId })),
    publishedOfficeIds: current.filter((officeId) => mayPublish(here, { cityId, officeId })),
  }
}

/** The city of the address for whoever has anything to do with its works; a stranger finds nothing. */
export async function deskOf(deps: Deps, res: Response): Promise<Desk> {
  const staff = staffOf(res)
  const slug = res.req.params['city']
  const city = typeof slug === 'string' ? await cityBySlug(deps, slug) : null
  if (city === null) throw new NotFound('works')
  const around = await aroundOf(deps, res, city)
  const scope = deskScope(staff.roles, city.id, around.directory)
  if (scope === null) throw new NotFound('works')
  return { around, staff, scope }
}

/** For pages on which something is written: whoever writes for no office finds nothing. */
export async function writingDesk(deps: Deps, res: Response): Promise<Desk> {
  const desk = await deskOf(deps, res)
  if (desk.scope.ownOfficeIds.length === 0) throw new NotFound('works')
  return desk
}

/** For bringing in a list, which publishes at once. */
export async function publishingDesk(deps: Deps, res: Response): Promise<Desk> {
  const desk = await deskOf(deps, res)
  if (desk.scope.publishedOfficeIds.length === 0) throw new NotFound('works')
  return desk
}

/** The condition over `work w` by which this person sees works. */
export const seenSql = ({ seenOfficeIds }: DeskScope): Prisma.Sql =>
  seenOfficeIds === null
    ? Prisma.sql`true`
    : seenOfficeIds.length === 0
      ? Prisma.sql`false`
      : Prisma.sql`w.office_id IN (${Prisma.join([...seenOfficeIds])})`

/** The work of the address, if this person may see it. */
export async function deskWork(deps: Deps, res: Response, { around, scope }: Desk): Promise<Work> {
  const text = String(res.req.params['work'])
  const work = /^\d{1,9}$/.test(text)
    ? await workById(deps, { cityId: around.city.id, id: Number(text), where: seenSql(scope) })
    : null
  if (work === null) throw new NotFound('work')
  return work
}
