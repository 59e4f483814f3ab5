/** Addresses of the staff's own pages. */
export const accountPaths = {
  /** Where staff begin: it leads on to `firstPage`. */
  staff: () => '/staff',
  // The inbox belongs to the desk, which stands above accounts and so cannot be imported here.
  firstPage: () => '/staff/inbox',
  /** `next`: the page that was asked for; `notice`: what has just happened. */
  signIn: (query: { next?: string; notice?: SignInNotice } = {}) => withQuery('/staff/sign-in', query),
  /** Leads to the city's own sign-in service. */
  provider: (query: { next?: string } = {}) => withQuery('/staff/provider', query),
  providerAnswer: () => '/staff/provider/answer',
  signOut: () => '/staff/sign-out',
  /** Asks for the second factor. `next`: the page that was asked for. */
  secondFactor: (query: { next?: string } = {}) => withQuery('/staff/second-factor', query),
  /** POST, JSON: what a passkey must sign to enter. */
  secondFactorChallenge: () => '/staff/second-factor/challenge',
  /** The first second factor of an account. */
  firstFactor: (query: { next?: string } = {}) => withQuery('/staff/second-factor/set-up', query),
  firstApp: (query: { next?: string } = {}) => withQuery('/staff/second-factor/set-up/app', query),
  firstPasskey: (query: { next?: string } = {}) => withQuery('/staff/second-factor/set-up/passkey', query),
  firstChallenge: () => '/staff/second-factor/set-up/challenge',
  /** Proves again who it is. `next`: the page that wants it. */
  confirm: (query: { next?: string } = {}) => withQuery('/staff/confirm', query),
  confirmChallenge: () => '/staff/confirm/challenge',
  /** The person's own second factors. */
  security: (query: { done?: SecurityDone } = {}) => withQuery('/staff/security', query),
  furtherFactor: () => '/staff/security/add',
  furtherApp: () => '/staff/security/add/app',
  furtherPasskey: () => '/staff/security/add/passkey',
  furtherChallenge: () => '/staff/security/add/challenge',
  removeFactor: () => '/staff/security/remove',
  recoveryCodes: () => '/staff/security/codes',
  setUp: (token: string) => `/staff/set-up/${token}`,
  /** `ended`: what has just been ended. */
  sessions: ({ ended }: { ended?: EndedSessions } = {}) =>
    ended === undefined ? '/staff/sessions' : `/staff/sessions?ended=${ended}`,
  endSession: () => '/staff/sessions/end',
  endOtherSessions: () => '/staff/sessions/end-others',
  people: (query: { q?: string; done?: PeopleDone } = {}) => withQuery('/staff/people', query),
  invite: () => '/staff/people/invite',
  person: (id: number | ':person', query: { done?: PeopleDone } = {}) =>
    withQuery(`/staff/people/${id}`, query),
  personAct: (id: number | ':person', act: PersonAct) => `/staff/people/${id}/${act}`,
  /** Chooses the language of the staff pages: POST `lang`, `back`. */
  language: () => '/staff/language',
}

function withQuery(path: string, query: Record<string, string>): string {
  const search = new URLSearchParams(query).toString()
  return search === '' ? path : `${path}?${search}`
}

/** What has just happened to the person's second factors. */
export const securityDone = ['entered', 'added', 'removed'] as const
export type SecurityDone = (typeof securityDone)[number]

/** What an administrator or a head does with an account. */
export const personActs = [
  'give-role',
  'take-role',
  'substitute',
  'end-substitute',
  'link',
  'reset',
  'end-sessions',
  'disable',
  'enable',
] as const
export type PersonAct = (typeof personActs)[number]

export const peopleDone = [...personActs, 'invited'] as const
export type PeopleDone = (typeof peopleDone)[number]

export const signInNotices = ['signed-out', 'password-set', 'provider-failed', 'provider-unknown'] as const
export type SignInNotice = (typeof signInNotices)[number]

export const endedSessions = ['one', 'others'] as const
export type EndedSessions = (typeof endedSessions)[number]

/** Pages that nobody is led to after signing in. */
const signedOutPages = /^\/staff\/(?:sign-in|sign-out|set-up|second-factor|confirm|provider)(?:\/|$)/

/**
 * A staff page of this portal as path and query, or null for everything else: another site, a page outside of
 * /staff however it is written (`//host`, `/\host`, `/staff/../`), the sign-in pages themselves.
 */
export function ownStaffPath(given: unknown): string | null {
  if (typeof given !== 'string' || given.length > 1000 || !given.startsWith('/staff')) return null
  const url = URL.parse(given, 'http://portal.invalid')
  if (url?.origin !== 'http://portal.invalid' || !/^\/staff(?:\/|$)/.test(url.pathname)) return null
  if (url.pathname.includes('//') || signedOutPages.test(url.pathname)) return null
  return url.pathname + url.search
}
