import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import { accountPaths } from '../paths.ts'

/** What is kept in the browser while the person is at the provider. */
export const Asked = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
})
export type Asked = z.infer<typeof Asked>

/** Whom the provider vouches for. `bothProved`: it says that it has asked for two factors. */
export type Vouched = {
  issuer: string
  subject: string
  /** Only one that the provider has checked itself. */
  email: string | null
  bothProved: boolean
}

const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  amr: z.array(z.string()).optional(),
  acr: z.string().optional(),
})

export type Provider = {
  /** Where the browser goes, and what to keep until it comes back. */
  begin(next: string): Promise<{ href: string; asked: Asked }>
  /** Judges the answer; throws when it is not the answer to what was asked (state, nonce, PKCE, signature, audience). */
  finish(query: string, asked: Asked): Promise<Vouched>
}

/** The city's own sign-in service (OpenID Connect, code flow with PKCE); null when none is configured. */
export function signInProvider({ config }: Pick<Deps, 'config'>): Provider | null {
  const { oidc, publicUrl } = config
  if (oidc === undefined) return null
  // The address is fixed by the configuration, never taken from a header of the request.
  const redirect_uri = publicUrl + accountPaths.providerAnswer()
  const issuer = new URL(oidc.issuer)
  const insecure = issuer.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {}
  let known: Promise<Configuration> | undefined
  const found = async (): Promise<Configuration> => {
    known ??= discovery(issuer, oidc.clientId, oidc.clientSecret, undefined, insecure)
    try {
      return await known
    } catch (error) {
      // The next person asks again: the provider may be back by then.
      known = undefined
      throw error
    }
  }
  return {
    async begin(next) {
      const asked = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), next }
      const href = buildAuthorizationUrl(await found(), {
        ...{ redirect_uri, scope: 'openid email', code_challenge_method: 'S256' },
        ...{ state: asked.state, nonce: asked.nonce },
        code_challenge: await calculatePKCECodeChallenge(asked.verifier),
      }).href
      return { href, asked }
    },
    async finish(query, { state, nonce, verifier }) {
      const provider = await found()
      const tokens = await authorizationCodeGrant(provider, new URL(redirect_uri + query), {
        ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
        idTokenExpected: true,
      })
      const claims = Claims.parse(tokens.claims())
      const info =
        claims.email === undefined ? await fetchUserInfo(provider, tokens.access_token, claims.sub) : claims
      const isChecked = info.email !== undefined && info.email_verified === true
      return {
        issuer: claims.iss,
        subject: claims.sub,
        email: isChecked ? (info.email ?? null) : null,
        bothProved: (claims.amr ?? []).includes('mfa') || claims.acr === 'mfa',
      }
    },
  }
}
