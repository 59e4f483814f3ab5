import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'

type Site = Pick<Deps, 'config'>

/** Loaded when somebody uses a passkey: with its certificates it is among the largest packages of the portal. */
const webauthn = () => import('@simplewebauthn/server')

/** Passkeys belong to the host of the public address and answer on that origin only. */
const relyingParty = ({ config }: Site) => ({
  origin: config.publicUrl,
  id: new URL(config.publicUrl).hostname,
})

/** ES256, RS256, EdDSA: what devices have (COSE numbers, RFC 9053). */
const algorithms = [-7, -257, -8]

export type StoredPasskey = {
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: number
  transports: string[]
}

/** What a browser needs to make a passkey; no attestation, whatever device people have will do. */
export const addingOptions = async (
  deps: Site,
  { staff, known }: { staff: { email: string; name: string }; known: readonly StoredPasskey[] },
) =>
  (await webauthn()).generateRegistrationOptions({
    rpName: 'Ashyq Qala',
    rpID: relyingParty(deps).id,
    userName: staff.email,
    userDisplayName: staff.name,
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  })

/** What a browser needs to ask one of these passkeys. */
export const provingOptions = async (deps: Site, known: readonly StoredPasskey[]) =>
  (await webauthn()).generateAuthenticationOptions({
    rpID: relyingParty(deps).id,
    allowCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
    // The password was the first factor: to have the device is the second.
    userVerification: 'discouraged',
  })

const text = z.string().max(20_000)
const Response = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
  response: z.looseObject({ clientDataJSON: text }),
})

/** The answer of a browser as a form carries it; null for everything else. */
function responseOf(json: string): z.infer<typeof Response> | null {
  try {
    return Response.parse(JSON.parse(json))
  } catch {
    return null
  }
}

/** The id of the passkey that signed, before anything of it is believed. */
export const credentialIn = (json: string): string | null => responseOf(json)?.id ?? null

/** The passkey that was made for this challenge; null when the answer is not what was asked for. */
export async function addedPasskey(
  deps: Site,
  { json, challenge }: { json: string; challenge: string },
): Promise<StoredPasskey | null> {
  const response = responseOf(json)
  if (response === null) return null
  const { origin, id } = relyingParty(deps)
  const { verifyRegistrationResponse } = await webauthn()
  const verified = await unlessMalformed(() =>
    verifyRegistrationResponse({
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms,
    }),
  )
  if (!verified?.verified) return null
  const { credential } = verified.registrationInfo
  return {
    credentialId: credential.id,
    publicKey: Uint8Array.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
  }
}

/** The new counter of the passkey that signed this challenge; null when it did not. */
export async function provenCounter(
  deps: Site,
  { json, challenge, passkey }: { json: string; challenge: string; passkey: StoredPasskey },
): Promise<number | null> {
  const response = responseOf(json)
  if (response === null) return null
  const { origin, id } = relyingParty(deps)
  const { credentialId, publicKey, counter } = passkey
  const { verifyAuthenticationResponse } = await webauthn()
  const verified = await unlessMalformed(() =>
    verifyAuthenticationResponse({
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      credential: { id: credentialId, publicKey, counter },
      requireUserVerification: false,
    }),
  )
  return verified?.verified ? verified.authenticationInfo.newCounter : null
}

/** The library throws for whatever does not fit: another challenge, another site, a broken signature. */
async function unlessMalformed<Result>(verify: () => Promise<Result>): Promise<Result | null> {
  try {
    return await verify()
  } catch {
    return null
  }
}
