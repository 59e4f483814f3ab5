import type { Request, Response } from 'express'
import { Passport } from 'passport'
import { Strategy as LocalStrategy } from 'passport-local'
import type { Deps } from '../../../platform/deps.ts'
import { credentialsOf, staffMember } from '../queries.ts'
import type { StaffMember } from '../staff-member.ts'
import { verifyPassword } from './password-hash.ts'
import { longestPassword } from './password-rules.ts'
import type { Entry } from './session-store.ts'

declare global {
  namespace Express {
    interface User extends StaffMember {
      /** Only while a session begins. */
      entry?: Entry
    }
  }
}

type PassportDeps = Pick<Deps, 'db' | 'now'>

export type StaffPassport = InstanceType<typeof Passport>

/**
 * Passport kept thin: it compares passwords and puts the number of the person into a fresh session. Throttling and
 * the words of failures belong to the handler; another way to sign in is another strategy here.
 */
export function staffPassport(deps: PassportDeps): StaffPassport {
  const passport = new Passport()
  passport.use(
    new LocalStrategy({ usernameField: 'email' }, (email, password, done) => {
      staffWithPassword(deps, email, password).then((staff) => done(null, staff ?? false), done)
    }),
  )
  passport.serializeUser((req: Request, staff: Express.User, done: (error: unknown, id?: number) => void) => {
    if (staff.entry === undefined) return done(new Error('A session begins by beginSession only'))
    req.session.userAgent = (req.get('User-Agent') ?? '').slice(0, 300)
    req.session.entry = staff.entry
    done(null, staff.id)
  })
  passport.deserializeUser((id: number, done) => {
    staffMember(deps, id).then((staff) => done(null, staff ?? false), done)
  })
  return passport
}

/** The same work and the same answer for unknown addresses, accounts without a password and wrong passwords. */
async function staffWithPassword(
  deps: PassportDeps,
  email: string,
  password: string,
): Promise<StaffMember | null> {
  const account = await credentialsOf(deps, email)
  const isRight = await verifyPassword(
    account?.passwordHash ?? null,
    [...password].slice(0, longestPassword + 1).join(''),
  )
  return isRight && account !== null ? staffMember(deps, account.id) : null
}

/**
 * The person whose `email` and `password` stand in the body of the request, null when they are not right.
 * @throws TooManyPasswords
 */
export function authenticate(
  passport: StaffPassport,
  req: Request,
  res: Response,
): Promise<StaffMember | null> {
  return new Promise((resolve, reject) => {
    const decided = (error: unknown, staff?: StaffMember | false | null) =>
      error ? reject(error) : resolve(staff || null)
    passport.authenticate('local', decided)(req, res, reject)
  })
}

/** Begins a session with a new id, so that an id known before this step is worth nothing after it. */
export function beginSession(req: Request, staff: StaffMember, entry: Entry): Promise<void> {
  return new Promise((resolve, reject) => {
    req.logIn({ ...staff, entry }, (error) => (error ? reject(error) : resolve()))
  })
}
