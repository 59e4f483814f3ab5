import request from 'supertest'
import { accountPaths, issueSetupLink } from '../../src/features/accounts/index.ts'
import { type Portal, sameOrigin } from './portal.ts'

/** A browser that keeps its cookies. */
export type Browser = ReturnType<typeof request.agent>

export const castPassword = 'kesek tulpar samal 41'

/**
 * A browser in which this person is signed in: `signInAs(portal, 'executor@example.kz')`. The first call for a
 * person sets the password by a link, as in life.
 */
export async function signInAs(portal: Portal, email: string): Promise<Browser> {
  const { deps, app } = portal
  const account = await deps.db.staff.findUniqueOrThrow({ where: { email } })
  if (account.passwordHash === null) {
    const link = await issueSetupLink(deps, { email, at: deps.now().epochMilliseconds })
    if (link === null) throw new Error(`${email} is disabled`)
    await request(app)
      .post(accountPaths.setUp(link.token))
      .set(sameOrigin)
      .type('form')
      .send({ password: castPassword, repeat: castPassword })
      .expect(303)
  }
  const browser = request.agent(app)
  await browser
    .post(accountPaths.signIn())
    .set(sameOrigin)
    .type('form')
    .send({ email, password: castPassword })
    .expect(303)
  return browser
}

/** The cookies of the browser as a header, for requests that are made without it. */
export const cookieOf = (browser: Browser): string =>
  browser.jar
    .getCookies({ domain: '127.0.0.1', path: '/staff', secure: false, script: false })
    .toValueString()
