import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatNumber } from '../../../platform/time/format.ts'

/** Bytes in words, by thousands as file managers of phones count: "1.2 MB". */
export function sizeInWords(bytes: number, lang: Lang, t: Translate): string {
  if (bytes < 1_000) return t('open-data:unit.bytes', { n: formatNumber(bytes, lang) })
  if (bytes < 1_000_000) return t('open-data:unit.kilobytes', { n: formatNumber(bytes / 1_000, lang, 1) })
  return t('open-data:unit.megabytes', { n: formatNumber(bytes / 1_000_000, lang, 1) })
}
