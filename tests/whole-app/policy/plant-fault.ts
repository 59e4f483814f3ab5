import type { RequestHandler } from 'express'
import type pg from 'pg'
import type { StaffMember, StaffRole } from '../../../src/features/accounts/index.ts'
import { features } from '../../../src/features.ts'
import { Prisma, type PrismaClient } from '../../../src/platform/db/generated/client.ts'
import type { Deps } from '../../../src/platform/deps.ts'
import type { Feature, Route } from '../../../src/platform/http/route.ts'
import { routeName } from './record.ts'

/** Faults as people make them, put into a portal by what it is made of: its routes, or the database that it is given. */

/** All features with one route changed, or one more. */
export const withRoutes = (change: (routes: Route[]) => Route[]): readonly Feature[] =>
  features.map((feature) => {
    const { routes } = feature
    return routes === undefined ? feature : { ...feature, routes: (deps: Deps) => change(routes(deps)) }
  })

export const withRoute = (name: string, change: (route: Route) => Route): readonly Feature[] =>
  withRoutes((routes) => routes.map((route) => (routeName(route) === name ? change(route) : route)))

/** A handler that takes people of one role for those of another, as a wrong word in a condition does. */
export const mistake = (role: StaffRole, change: (staff: StaffMember) => StaffMember): RequestHandler => {
  return (_req, res, next) => {
    const staff: StaffMember | null = res.locals['staff']
    if (staff?.roles.some((held) => held.role === role)) res.locals['staff'] = change(staff)
    next()
  }
}

/** The same with the roles of the person replaced by one of the whole city. */
export const takenFor = (role: StaffRole, as: StaffRole): RequestHandler =>
  mistake(role, (staff) => ({
    ...staff,
    roles: staff.roles.map((held) => ({ ...held, officeId: null, role: as })),
  }))

/** The database with a condition that somebody has lost: every statement is rewritten on its way. */
export function withSql(deps: Deps, rewrite: (sql: string) => string): Deps {
  const db = deps.db.$extends({
    query: {
      $queryRaw: ({ args, query }) =>
        query(Prisma.sql(args.strings.map(rewrite), ...args.values) as unknown as typeof args),
    },
  })
  const pool: pg.Pool = Object.create(deps.pool, {
    query: {
      value: (asked: pg.QueryConfig | string, values?: unknown[]) =>
        typeof asked === 'string'
          ? deps.pool.query(rewrite(asked), values)
          : deps.pool.query({ ...asked, text: rewrite(asked.text), name: `${asked.name} with a fault` }),
    },
  })
  return { ...deps, db: db as unknown as PrismaClient, pool }
}
