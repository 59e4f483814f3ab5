import { once } from 'node:events'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'
import request from 'supertest'
import { accountPaths } from '../../src/features/accounts/index.ts'

/** What the service knows of somebody, and what it says of how they have signed in. */
export type Known = Readonly<Record<string, unknown>>

export type SignInService = {
  /** For the portal's environment. */
  env: Record<string, string>
  /** Goes through the pages of the service as this subject. Returns where it leads back to, as a path of the portal. */
  signIn(begun: string, subject: string): Promise<string>
  close(): void
}

/** A sign-in service of a city, on this machine; its login page takes whatever name is typed as the subject. */
export async function openSignInService(people: Readonly<Record<string, Known>>): Promise<SignInService> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const [client_id, client_secret] = ['portal', 'a-secret-of-the-test']
  const redirect_uris = [`http://portal.test${accountPaths.providerAnswer()}`]
  const service = new Provider(issuer, {
    clients: [{ client_id, client_secret, redirect_uris }],
    claims: { openid: ['sub', 'amr', 'acr'], email: ['email', 'email_verified'] },
    acrValues: ['mfa', 'urn:mfa'],
    cookies: { keys: ['only-for-this-test'] },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
  })
  // How somebody has signed in is a matter of its session there
  for (const said of ['amr', 'acr']) {
    Object.defineProperty(service.Session.prototype, said, {
      get(this: { accountId?: string }) {
        return people[this.accountId ?? '']?.[said]
      },
      set() {},
    })
  }
  server.on('request', service.callback())
  const pathOf = (location: string) => location.replace(issuer, '').replace('http://portal.test', '')
  return {
    env: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: client_id, OIDC_CLIENT_SECRET: client_secret },
    async signIn(begun, subject) {
      const there = request.agent(issuer)
      let step = await there.get(pathOf(begun))
      for (let hop = 0; hop < 12; hop++) {
        const location = step.headers['location']
        if (typeof location === 'string' && location.startsWith('http://portal.test')) return pathOf(location)
        if (typeof location === 'string') step = await there.get(pathOf(location))
        else {
          const action = /<form[^>]*action="([^"]+)"/.exec(step.text)?.[1] ?? ''
          const prompt = /name="prompt" value="(\w+)"/.exec(step.text)?.[1] ?? 'login'
          step = await there
            .post(pathOf(action))
            .type('form')
            .send({ prompt, login: subject, password: 'any' })
        }
      }
      throw new Error('The service never led back')
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
