import type { Translate } from '../../platform/i18n/texts.ts'

/** Codes of screening.ts, and the city's own rule. */
const known = ['phone', 'iin', 'email', 'plate', 'link', 'word', 'robot', 'city', 'passerby'] as const

/** Why a text waits for a moderator, in words; unknown codes are left out. */
export function holdReasonsIn(codes: readonly unknown[], t: Translate): string[] {
  return known.filter((one) => codes.includes(one)).map((reason) => t(`complaints:holdReason.${reason}`))
}
