import { generateSecret, generateURI, verifySync } from 'otplib'

/** A new secret for an app that shows codes: 160 bits in Base32 (RFC 4226, 4). */
export const newTotpSecret = (): string => generateSecret()

/** What the QR code of the secret says. `label` tells the accounts in the app apart. */
export const totpUri = ({ secret, issuer, label }: { secret: string; issuer: string; label: string }) =>
  generateURI({ secret, issuer, label })

/** In groups of four, as people type it. */
export const secretInGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret

/**
 * The time step to which a code of six digits belongs, one step of thirty seconds early or late at most (RFC 6238,
 * 5.2); null when it is wrong. The caller lets each step count once.
 * @param at milliseconds UTC
 */
export function stepOfCode(secret: string, code: string, at: number): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const result = verifySync({ secret, token: code, epoch: Math.floor(at / 1000), epochTolerance: 30 })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
