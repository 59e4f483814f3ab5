import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import type { City } from '../../city/index.ts'
import {
  beginDraft,
  type ConsentVersion,
  draftFiling,
  emptyDraft,
  type Filed,
  fileComplaint,
  placeOf,
} from '../../complaints/index.ts'
import type { Directory } from '../../offices/index.ts'

type Photo = Parameters<typeof beginDraft>[1]['photos'][number]

export type ApiFiling = {
  city: City
  directory: Directory
  lang: Lang
  token: string
  text: string
  /** Code of a category. */
  category: string
  address: string
  point: { lat: number; lon: number } | null
  /** `category--question` -> answer. */
  answers: Record<string, string>
  photos: readonly Photo[]
  replyLang: string
  email: string | null
  phone: string | null
  consentVersion: ConsentVersion | null
}

/**
 * Files what a program sent by the very way of the pages: a draft with its photos, then the sending, under one token.
 * The same token again is the same complaint.
 */
export async function fileOverApi(deps: Deps, filing: ApiFiling): Promise<Filed> {
  const { city, text, category, address, point, answers, photos, token, consentVersion } = filing
  const pin = point && { ...point, accuracy: null }
  const place = placeOf(city, { address, landmark: '', district: '', point: pin })
  const data = { ...emptyDraft, text, category, warnedOf: category, place, answers }
  try {
    await beginDraft(deps, { cityId: city.id, data, photos, token })
  } catch (error) {
    // The same was sent before, or at this very moment: what is there is filed.
    if (!isUniqueViolation(error)) throw error
  }
  const { replyLang, email, phone } = filing
  return fileComplaint(deps, {
    ...draftFiling(filing, { token, data }, 'api'),
    ...{ replyLang, email, phone, visibility: 'public' as const },
    ...(consentVersion === null ? {} : { consentVersion }),
  })
}
