import { generateSync } from 'otplib'
import request from 'supertest'
import { sealTotp } from '../../src/features/accounts/actions/prove-identity.ts'
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
  const secret = await appOf(portal, account.id)
  const browser = request.agent(app)
  const post = (path: string, fields: object) =>
    browser.post(path).set(sameOrigin).type('form').send(fields).expect(303)
  await post(accountPaths.signIn(), { email, password: castPassword })
  await post(accountPaths.secondFactor(), { proof_code: codeOf(portal, secret) })
  return browser
}

/** The code that an app with this secret shows now. */
export const codeOf = ({ deps }: Pick<Portal, 'deps'>, secret: string): string =>
  generateSync({ secret, epoch: Math.floor(deps.now().epochMilliseconds / 1000) })

const castSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

/** Gives the person an app as their second factor, unused since half a minute: tests sign in faster than people. */
export async function appOf({ deps }: Pick<Portal, 'deps'>, staffId: number): Promise<string> {
  await deps.db.staffTotp.upsert({
    where: { staffId },
    create: {
      staffId,
      sealed: sealTotp(deps, staffId, castSecret),
      createdAt: new Date('2026-01-01T00:00:00Z'),
    },
    update: { lastStep: null },
  })
  return castSecret
}

/** The cookies of the browser as a header, for requests that are made without it. */
export const cookieOf = (browser: Browser): string =>
  browser.jar
    .getCookies({ domain: '127.0.0.1', path: '/staff', secure: false, script: false })
    .toValueString()
