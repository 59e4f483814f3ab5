import type { Draft, Filer } from '../../complaints/index.ts'
import { currentCategories, placeOf, pointOf, unknownCategory } from '../../complaints/index.ts'
import type { TalkChange } from '../actions/keep-talk.ts'
import type { TalkView } from '../paths.ts'
import { type TalkFields, TalkForm } from './forms.ts'
import { categoryCode, categoryOf } from './page.ts'
import type { Talk } from './queries.ts'
import { givenAnswers } from './questions.ts'

/** A stored conversation as its form had it. */
export function fieldsOf({ channel, details }: Talk, draft: Draft | null, view: TalkView): TalkFields {
  const place = draft?.data.place ?? null
  const blank = TalkForm.parse({ channel, number: view.number, office: view.office })
  return {
    ...blank,
    ...(details === null
      ? {}
      : {
          ...{ caller: details.caller, letterOn: details.letterOn, wish: details.wish },
          ...{ phone: details.phone, email: details.email, readOut: details.readOut },
          ...{ isPrivate: details.isPrivate, answer: details.answer },
          answers: details.answers,
          replyLang: details.replyLang === 'ru' ? 'ru' : 'kk',
        }),
    text: draft?.data.text ?? '',
    category: draft?.data.category ?? '',
    address: place?.address ?? '',
    landmark: place?.landmark ?? '',
    district: place?.district ?? '',
    lat: place?.point ? String(place.point.lat) : '',
    lon: place?.point ? String(place.point.lon) : '',
  }
}

type Kept = { token: string; photos: TalkChange['photos']; scans?: TalkChange['scans']; hold?: boolean }

/** What is stored of what was typed. */
export function changeOf(
  filer: Filer,
  fields: TalkFields,
  { token, photos, scans = [], hold = false }: Kept,
): TalkChange {
  const { channel, remove } = fields
  const { caller, letterOn, replyLang, wish, phone, email, readOut, isPrivate, answer, answers } = fields
  return {
    ...{ channel, photos, scans, hold },
    details: { token, caller, letterOn, replyLang, wish, phone, email, readOut, isPrivate, answer, answers },
    draft: {
      text: fields.text,
      category: knownCode(filer, categoryCode(fields)),
      answers: givenAnswers(categoryOf(filer, fields), answers),
      place: placeOf(filer.city, {
        address: fields.match || fields.address,
        landmark: fields.landmark,
        district: fields.district,
        point: fields.act === 'noPoint' ? null : pointOf(fields.lat, fields.lon, ''),
      }),
    },
    ...(remove === '' ? {} : { removePhoto: remove }),
    ...(fields.removeScan === '' ? {} : { removeScan: fields.removeScan }),
  }
}

const knownCode = (filer: Filer, code: string): string | null =>
  code === unknownCategory || currentCategories(filer).some((one) => one.code === code) ? code : null
