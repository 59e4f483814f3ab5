/** Addresses of the staff's own pages. */
export const accountPaths = {
  signIn: () => '/staff/sign-in',
  signOut: () => '/staff/sign-out',
  setUp: (token: string) => `/staff/set-up/${token}`,
  sessions: () => '/staff/sessions',
  endSession: () => '/staff/sessions/end',
  /** Chooses the language of the staff pages: POST `lang`, `back`. */
  language: () => '/staff/language',
}
