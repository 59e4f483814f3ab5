import type { Lang } from '../../../platform/i18n/texts.ts'
import { languageOf } from '../../../platform/text/language.ts'
import type { City } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import type { Filing } from '../actions/file-complaint.ts'
import { resident } from '../events.ts'
import type { Channel } from '../rules.ts'
import { answersOf } from './draft.ts'
import type { Draft } from './queries.ts'

/** What a draft is filed as; who filed it and what they want of it is asked at the end. */
export function draftFiling(
  { city, directory, lang }: { city: City; directory: Directory; lang: Lang },
  draft: Pick<Draft, 'token' | 'data'>,
  channel: Channel,
): Omit<Filing, 'replyLang' | 'visibility' | 'email' | 'phone'> {
  const { text, category, place } = draft.data
  return {
    city,
    formToken: draft.token,
    actor: resident,
    channel,
    text,
    textLang: languageOf(text) ?? lang,
    categoryId: directory.categories.find((one) => one.code === category)?.id ?? null,
    address: place?.address ?? '',
    landmark: place?.landmark ?? '',
    districtId: city.areas.find((area) => area.code === place?.district)?.id ?? null,
    point: place?.point ?? null,
    answers: answersOf(draft.data),
  }
}
