/**
 * Versions of the words about personal data (page "Privacy"), newest first; each is the day from which it is shown.
 * With each filing the version that stood beside its form is stored, and every version stays readable. Words that
 * have been shown are never changed: a change is a new version with texts of its own (`home:privacy.v<version>`).
 */
export const consentVersions = ['2026-11-23', '2026-11-22', '2026-11-21'] as const
export type ConsentVersion = (typeof consentVersions)[number]

export const currentConsent: ConsentVersion = consentVersions[0]

/** Since these words residents are told that an auditor may learn which complaints have a contact in common. */
export const comparedSince: ConsentVersion = '2026-11-23'
