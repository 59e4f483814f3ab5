import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Option } from '../../../../platform/http/parts.ts'
import { endonyms } from '../../../../platform/i18n/texts.ts'
import { maxPhotoBytes } from '../../../../platform/images/image-result.ts'
import { cityPaths, nameIn } from '../../../city/index.ts'
import { currentConsent } from '../../consent.ts'
import { complaintPaths } from '../../paths.ts'
import { mostMetres, mostPhotos, placeLimit, textLimits, unknownCategory } from '../draft.ts'
import { replyLangs } from '../forms.ts'
import { currentCategories } from './category-choice.ts'
import { defaultReplyLang } from './check.ts'
import { type Call, callsOf } from './danger.ts'
import type { Filer } from './surroundings.ts'
import { type OfCategory, ofCategory } from './topic.ts'

/**
 * The whole report on one page that a device keeps and opens without a network. Sending needs a script; without one
 * the form leads into the ordinary steps.
 */
export type OfflineModel = PageModel & {
  action: string
  homeHref: string
  newHref: string
  ticket: string
  /** Version of the words about personal data beside this form. */
  consent: string
  textMin: number
  textMax: number
  placeMax: number
  photosHint: string
  photosMax: number
  groups: { label: string; options: { value: string; label: string }[] }[]
  unknown: { value: string; label: string }
  dangers: { category: string; text: string; calls: Call[] }[]
  /** Questions, and whose matter it is, by category. */
  parts: OfCategory[]
  calls: Call[]
  districts: Option[]
  mostMetres: number
  replyLang: { value: string; options: Option[] }
  visibility: Option[]
  /** Tells the district of a point, where there is a network. */
  factsHref: string
  /** Address of the sending with `KEY` for the form key. */
  wholeHref: string
  city: string
}

export const offlinePage = definePage<OfflineModel>('filing/offline', { layout: 'filing' })

export function offlineModel(filer: Filer, ticket: string): OfflineModel {
  const { lang, t, city } = filer
  const categories = currentCategories(filer)
  return {
    page: { title: t('filing:offline.title'), noindex: true, scripts: ['offline.js'] },
    action: complaintPaths.new(lang, city.slug),
    homeHref: cityPaths.home(lang, city.slug),
    newHref: complaintPaths.new(lang, city.slug),
    ticket,
    consent: currentConsent,
    textMin: textLimits.min,
    textMax: textLimits.max,
    placeMax: placeLimit,
    photosHint: t('filing:what.photosHint', { max: mostPhotos, megabytes: maxPhotoBytes / 1024 / 1024 }),
    photosMax: mostPhotos,
    groups: city.profile.categoryGroups
      .map(({ code, names }) => ({
        label: nameIn(names, lang),
        options: categories
          .filter((category) => category.groupCode === code)
          .map((category) => ({ value: category.code, label: nameIn(category.names, lang) })),
      }))
      .filter(({ options }) => options.length > 0),
    unknown: { value: unknownCategory, label: t('filing:what.unknown') },
    dangers: categories
      .filter(({ danger }) => danger.length > 0)
      .map((category) => ({
        category: category.code,
        text: t('filing:danger.text', { category: nameIn(category.names, lang) }),
        calls: callsOf(filer, category.danger),
      })),
    parts: categories
      .map((category) => ofCategory(filer, category, { answered: {}, bad: {} }))
      .filter(({ questions, elsewhere }) => questions.length > 0 || elsewhere !== null),
    calls: callsOf(
      filer,
      city.profile.emergency.map(({ code }) => code),
    ),
    districts: [
      { value: '', label: t('filing:where.districtUnknown') },
      ...city.areas.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) })),
    ],
    mostMetres,
    replyLang: {
      value: defaultReplyLang(lang, ''),
      options: replyLangs.map((code) => ({ value: code, label: endonyms[code] })),
    },
    visibility: [
      { value: 'public', label: t('filing:check.visiblePublic'), hint: t('filing:check.visiblePublicHint') },
      { value: 'staff', label: t('filing:check.visibleStaff'), hint: t('filing:check.visibleStaffHint') },
    ],
    factsHref: complaintPaths.pointFacts(lang, city.slug),
    wholeHref: complaintPaths.whole(lang, city.slug, 'KEY'),
    city: city.slug,
  }
}
