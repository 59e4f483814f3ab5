import type { RequestHandler, Response } from 'express'
import session from 'express-session'
import { newToken } from '../../../platform/crypto/token.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { accountPaths } from '../paths.ts'
import { enteringStaff, signedInStaff } from '../staff-member.ts'
import { staffPassport } from './passport.ts'
import { StaffSessionStore } from './session-store.ts'

/**
 * Finds out who is signed in. The cookie holds the signed id of the session and ends with the browser; it is set
 * by signing in only, never by looking at a page.
 */
export function staffSession(deps: Deps): RequestHandler {
  const { publicUrl, trustProxy } = deps.config
  const cookie = sessionCookie(publicUrl)
  if (cookie.options.secure && trustProxy === 0) {
    deps.log.warn('PUBLIC_URL is https, but TRUST_PROXY is 0: all visitors seem to come from one network')
  }
  const withSession = session({
    name: cookie.name,
    genid: newToken,
    secret: deps.keys.map((key) => key.session.toString('base64url')),
    store: new StaffSessionStore(deps),
    cookie: cookie.options,
    resave: false,
    saveUninitialized: false,
    // The portal speaks plain HTTP; whether the visitor speaks HTTPS is known from the public address.
    proxy: true,
  })
  const withPerson: RequestHandler = staffPassport(deps).authenticate('session')
  return (req, res, next) => {
    if (cookie.options.secure) req.headers['x-forwarded-proto'] ??= 'https'
    withSession(req, res, (error?: unknown) => {
      if (error) return next(error)
      withPerson(req, res, (failed?: unknown) => {
        if (failed) return next(failed)
        const staff = req.user ?? null
        // Who owes the second factor is nobody yet, wherever a page asks who is signed in.
        const isIn = req.session.entry?.level === 'full'
        res.locals['staff'] = isIn ? staff : null
        res.locals['entering'] = isIn ? null : staff
        next()
      })
    })
  }
}

/**
 * Lets staff in who hold one of `roles`; strangers are led to the sign-in page, who owes the second factor to where it
 * is asked for, others find nothing. `entering`: the pages that ask for it; there is no other way past this door.
 */
export function requireStaff(
  roles: 'any' | readonly string[],
  { entering = false }: { entering?: boolean } = {},
): RequestHandler {
  return (req, res, next) => {
    const staff = signedInStaff(res)
    if (staff === null) {
      const isEntering = enteringStaff(res) !== null
      if (entering && isEntering) return next()
      // What a form would have changed is not asked for again by a plain link.
      const isPage = !entering && (req.method === 'GET' || req.method === 'HEAD')
      const query = isPage ? { next: req.originalUrl } : {}
      return res.redirect(303, isEntering ? accountPaths.secondFactor(query) : accountPaths.signIn(query))
    }
    if (roles !== 'any' && !staff.roles.some(({ role }) => roles.includes(role))) throw new NotFound()
    next()
  }
}

/** Ends this browser's session and takes its cookie away. */
export async function endThisSession(publicUrl: string, res: Response): Promise<void> {
  const { req } = res
  await new Promise<void>((resolve, reject) => {
    req.session.destroy((error) => (error ? reject(error) : resolve()))
  })
  const { name, options } = sessionCookie(publicUrl)
  res.clearCookie(name, options)
}

/** `__Host-` makes browsers refuse the cookie unless it is secure, for this host only and for every path. */
function sessionCookie(publicUrl: string) {
  const secure = publicUrl.startsWith('https:')
  return {
    name: secure ? '__Host-staff' : 'staff',
    options: { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const,
  }
}
