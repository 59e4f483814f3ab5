import type { Translate } from '../../platform/i18n/texts.ts'
import { holdReasonCodes } from './screening.ts'

/** Why a text waits for a moderator, in words; unknown codes are left out. */
export function holdReasonsIn(codes: readonly unknown[], t: Translate): string[] {
  return holdReasonCodes
    .filter((one) => codes.includes(one))
    .map((reason) => t(`complaints:holdReason.${reason}`))
}
