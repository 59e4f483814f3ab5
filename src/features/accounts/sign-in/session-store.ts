import { type SessionData, Store } from 'express-session'
import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

declare module 'express-session' {
  interface SessionData {
    passport?: { user?: number }
    entry?: Entry
    /** The browser as it names itself, for the list of sessions. */
    userAgent?: string
  }
}

/**
 * How far the person behind a session has come. `password`: the first factor is right and the second is still owed;
 * no staff page but those that ask for it opens. `full`: signed in.
 */
export type Entry = {
  level: 'password' | 'full'
  /** When the session of this person began, whatever its id was then. Milliseconds UTC, as all times here. */
  begunAt: number
  /** When the person last proved who they are by the strongest means that the account has. */
  provedAt: number
  /** Signed in from a network that this account has not been used from lately. */
  newPlace: boolean
  /** When it was last used, as its row says; filled in when the session is read. */
  seenAt?: number
}

/** However often it is used, a session ends so long after signing in (ASVS 5.0, 7.3.2). */
export const sessionMs = 12 * 3_600_000

/** So long the second factor may take. */
export const enteringMs = 15 * 60_000

/** The time of the last use is written at most so often, so that reading a page is rarely a write. */
const seenEveryMs = 5 * 60_000

type StoreDeps = Pick<Deps, 'db' | 'now'>

/**
 * Sessions of staff for express-session. The table keeps the hash of the id, so that nobody who reads it can take a
 * session over, and the person, so that all sessions of a person can be listed and ended.
 *
 * A session is written once and never changed: one that was ended cannot come back by a late save. A step further (the
 * second factor, a fresh proof) is another session with another id, which ends when the first would have.
 */
export class StaffSessionStore extends Store {
  private readonly deps: StoreDeps

  constructor(deps: StoreDeps) {
    super()
    this.deps = deps
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    findSession(this.deps, id).then((session) => done(null, session), done)
  }

  override set(id: string, session: SessionData, done: (error?: unknown) => void = () => {}): void {
    keepSession(this.deps, id, session).then(() => done(), done)
  }

  override destroy(id: string, done: (error?: unknown) => void = () => {}): void {
    this.deps.db.staffSession.deleteMany({ where: { idHash: hashToken(id) } }).then(() => done(), done)
  }
}

/** Null when it has ended or its owner may not work here any more. */
async function findSession({ db, now }: StoreDeps, id: string): Promise<SessionData | null> {
  const at = now().epochMilliseconds
  const idHash = hashToken(id)
  const row = await db.staffSession.findFirst({
    where: { idHash, expiresAt: { gt: toDate(at) }, staff: { disabledAt: null } },
    select: { data: true, seenAt: true },
  })
  if (row === null) return null
  const data = row.data as unknown as SessionData
  return data.entry === undefined ? data : { ...data, entry: { ...data.entry, seenAt: row.seenAt.getTime() } }
}

/** Writes down that a session is used, unless that stands there since a moment ago. */
export async function noteUse({ db, now }: StoreDeps, id: string, { seenAt }: Entry): Promise<void> {
  const at = now().epochMilliseconds
  if (seenAt === undefined || seenAt > at - seenEveryMs) return
  const where = { idHash: hashToken(id), seenAt: toDate(seenAt) }
  await db.staffSession.updateMany({ where, data: { seenAt: toDate(at) } })
}

/**
 * True when nobody has used it for so long that it rests: it goes on after a fresh proof (ASVS 5.0, 7.3.1). What is
 * written down of its use may be a few minutes old.
 */
export const isResting = ({ seenAt }: Entry, at: number, idleMinutes: number): boolean =>
  seenAt !== undefined && at - seenAt > idleMinutes * 60_000 + seenEveryMs

async function keepSession({ db, now }: StoreDeps, id: string, session: SessionData): Promise<void> {
  const at = now().epochMilliseconds
  const begunAt = session.entry?.begunAt ?? at
  await db.staffSession.createMany({
    data: [
      {
        idHash: hashToken(id),
        staffId: session.passport?.user ?? null,
        data: JSON.parse(JSON.stringify(session)),
        userAgent: session.userAgent ?? null,
        createdAt: toDate(begunAt),
        seenAt: toDate(at),
        expiresAt: toDate(begunAt + (session.entry?.level === 'full' ? sessionMs : enteringMs)),
      },
    ],
    skipDuplicates: true,
  })
}
