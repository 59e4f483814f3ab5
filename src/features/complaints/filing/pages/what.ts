import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { SummaryError } from '../../../../platform/http/parts.ts'
import { maxPhotoBytes } from '../../../../platform/images/image-result.ts'
import { cityPaths } from '../../../city/index.ts'
import { complaintPaths } from '../../paths.ts'
import { lengthOf, mostPhotos, textLimits } from '../draft.ts'
import type { Draft } from '../queries.ts'
import { type CategoryChoice, categoryChoice } from './category-choice.ts'
import { type Filer, type StepHead, sentencesOf, stepHead, stepMeta, summaryOf } from './surroundings.ts'

export type DraftPhotoModel = {
  id: string
  src: string
  /** Where scripts turn it or take it out. */
  href: string
  width: number
  height: number
  name: string
  remove: string
}

/** A form whose report is kept on the device: slug of the city, token of the draft or ''. */
export type ReportForm = { city: string; key: string; first: boolean }

export type WhatModel = PageModel & {
  head: StepHead
  errors: SummaryError[]
  /** Where the form goes. */
  action: string
  text: { value: string; error: string; max: number }
  photos: {
    taken: DraftPhotoModel[]
    /** The same for scripts. */
    takenJson: string
    status: string
    hint: string
    room: number
    max: number
    errors: string[]
  }
  photosHref: string
  report: ReportForm
  categories: CategoryChoice
  guessHref: string
}

export const whatPage = definePage<WhatModel>('filing/what', { layout: 'filing' })

export type WhatInput = {
  text: string
  category: string | null
  /** Null before the first press of Continue. */
  draft: Pick<Draft, 'token' | 'photos'> | null
  errors?: Parameters<typeof sentencesOf>[1]
  /** Ready sentences about photos of this very form. */
  photoErrors?: readonly string[]
}

export function whatModel(filer: Filer, input: WhatInput): WhatModel {
  const { lang, t, city } = filer
  const { text, draft, photoErrors = [] } = input
  const values = { min: textLimits.min, max: textLimits.max, length: lengthOf(text.trim()) }
  const sentences = sentencesOf(t, input.errors ?? {}, values)
  const taken = draft ? draftPhotos(filer, draft) : []
  return {
    page: stepMeta(t('filing:what.title')),
    head: stepHead(filer, 1, cityPaths.home(lang, city.slug)),
    errors: [
      ...summaryOf(sentences),
      ...photoErrors.map((sentence) => ({ href: '#photos', text: sentence })),
    ],
    action: draft
      ? complaintPaths.step(lang, city.slug, draft.token, 'what')
      : complaintPaths.new(lang, city.slug),
    text: { value: text, error: sentences['text'] ?? '', max: textLimits.max },
    photos: {
      taken,
      takenJson: JSON.stringify(taken.map(({ id, src, href, name }) => ({ id, src, href, name }))),
      max: mostPhotos,
      room: mostPhotos - taken.length,
      status:
        taken.length === mostPhotos
          ? t('filing:what.photosFull', { max: mostPhotos })
          : t('filing:what.photosTaken', { taken: taken.length, max: mostPhotos }),
      hint: t('filing:what.photosHint', { max: mostPhotos, megabytes: maxPhotoBytes / 1024 / 1024 }),
      errors: [...photoErrors],
    },
    photosHref: draft
      ? complaintPaths.draftPhotos(lang, city.slug, draft.token)
      : complaintPaths.newPhotos(lang, city.slug),
    report: { city: city.slug, key: draft?.token ?? '', first: true },
    categories: categoryChoice(filer, text, input.category),
    guessHref: complaintPaths.guess(lang, city.slug),
  }
}

export function draftPhotos(
  { lang, t, city }: Filer,
  { token, photos }: Pick<Draft, 'token' | 'photos'>,
): DraftPhotoModel[] {
  return photos.map(({ id, width, height }, index) => ({
    id,
    width,
    height,
    src: complaintPaths.draftPhoto(lang, city.slug, token, id),
    href: complaintPaths.changePhoto(lang, city.slug, token, id),
    name: t('filing:what.photo', { number: index + 1 }),
    remove: t('filing:what.removePhoto', { number: index + 1 }),
  }))
}
