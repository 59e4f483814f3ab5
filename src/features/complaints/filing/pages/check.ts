import { districtOf } from '../../../../platform/geo/geojson.ts'
import type { Hint } from '../../../../platform/http/beside.ts'
import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Option, SummaryError } from '../../../../platform/http/parts.ts'
import { endonyms } from '../../../../platform/i18n/texts.ts'
import { languageOf } from '../../../../platform/text/language.ts'
import { nameIn } from '../../../city/index.ts'
import { answersInWords } from '../../answers-in-words.ts'
import { complaintPaths, type FilingStep } from '../../paths.ts'
import { likelyEmail, normaliseEmail } from '../contacts.ts'
import { answersOf, type OpenDraft } from '../draft.ts'
import { replyLangs } from '../forms.ts'
import type { Draft } from '../queries.ts'
import type { Similar } from '../similar.ts'
import { answering } from './answering.ts'
import { type PublicView, publicView } from './public-view.ts'
import { type SimilarPanel, similarPanel } from './similar.ts'
import {
  categoryName,
  type Filer,
  type StepHead,
  sentencesOf,
  stepHead,
  stepMeta,
  summaryOf,
} from './surroundings.ts'
import { type DraftPhotoModel, draftPhotos, type ReportForm } from './what.ts'

type Row = { label: string; value: string; lang: string | null; changeHref: string | null }

export type CheckModel = PageModel & {
  head: StepHead
  errors: SummaryError[]
  action: string
  /** The draft was changed since this person saw it. */
  changed: boolean
  rows: Row[]
  photos: DraftPhotoModel[]
  photosHref: string
  /** Null when nobody but staff will see it. */
  publicView: PublicView | null
  privacyHref: string
  email: { value: string; error: string; checked: string }
  phone: { value: string; error: string }
  replyLang: { value: string; options: Option[]; error: string }
  /** Null when the category decides. */
  visibility: { value: string; options: Option[] } | null
  sensitive: string | null
  notice: string
  seen: string
  report: ReportForm
  /** What goes on at the place. */
  hints: Hint[]
  /** Complaints that may be about the same thing; null when there are none. */
  similar: SimilarPanel | null
  notJoined: boolean
}

export const checkPage = definePage<CheckModel>('filing/check', { layout: 'filing' })

export type CheckInput = {
  draft: Draft
  typed?: Record<string, string>
  errors?: Parameters<typeof sentencesOf>[1]
  changed?: boolean
  similar?: readonly Similar[]
  hints?: Hint[]
  /** The complaint that was pressed could not be joined. */
  notJoined?: boolean
}

export function checkModel(
  filer: Filer,
  {
    draft,
    typed = {},
    errors = {},
    changed = false,
    similar = [],
    hints = [],
    notJoined = false,
  }: CheckInput,
): CheckModel {
  const { lang, t, city, directory } = filer
  const { data, token } = draft
  const step = (to: FilingStep) => complaintPaths.step(lang, city.slug, token, to)
  const likely = likelyEmail(normaliseEmail(typed['email'] ?? '') ?? '')
  const sentences = sentencesOf(t, errors, { likely: likely ?? '' })
  const category = directory.categories.find((one) => one.code === data.category)
  const isPrivate = category?.sensitive === true
  return {
    page: stepMeta(t('filing:check.title')),
    head: stepHead(filer, 3, step('where')),
    errors: summaryOf(sentences),
    action: step('check'),
    changed,
    rows: rowsOf(filer, data, step),
    photos: draftPhotos(filer, draft),
    photosHref: `${step('what')}#photos-section`,
    publicView: isPrivate ? null : publicView(filer, draft),
    privacyHref: complaintPaths.privacy(lang, city.slug),
    email: {
      value: typed['email'] ?? '',
      error: sentences['email'] ?? '',
      checked: likely === null ? '' : (normaliseEmail(typed['email'] ?? '') ?? ''),
    },
    phone: { value: typed['phone'] ?? '', error: sentences['phone'] ?? '' },
    replyLang: {
      value: typed['replyLang'] ?? defaultReplyLang(lang, data.text),
      options: replyLangs.map((code) => ({ value: code, label: endonyms[code] })),
      error: sentences['replyLang'] ?? '',
    },
    visibility: isPrivate ? null : visibilityField(filer, typed['visibility']),
    sensitive: isPrivate ? t('filing:check.sensitive', { category: nameIn(category.names, lang) }) : null,
    notice: isPrivate ? t('filing:check.noticePrivate') : t('filing:check.notice'),
    seen: draft.fingerprint,
    report: { city: city.slug, key: draft.token, first: false },
    hints,
    similar: similar.length === 0 ? null : similarPanel(filer, token, similar),
    notJoined,
  }
}

/** The language of the text, else of the page, else the state language. */
export function defaultReplyLang(pageLang: string, text: string): string {
  const wanted = [languageOf(text), pageLang]
  return wanted.find((lang) => replyLangs.some((offered) => offered === lang)) ?? 'kk'
}

function visibilityField({ t }: Filer, typed: string | undefined): CheckModel['visibility'] {
  return {
    value: typed === 'staff' ? 'staff' : 'public',
    options: [
      {
        value: 'public',
        label: t('filing:check.visiblePublic'),
        hint: t('filing:check.visiblePublicHint'),
        icon: 'eye',
      },
      {
        value: 'staff',
        label: t('filing:check.visibleStaff'),
        hint: t('filing:check.visibleStaffHint'),
        icon: 'lock',
      },
    ],
  }
}

function rowsOf(filer: Filer, data: OpenDraft, step: (to: FilingStep) => string): Row[] {
  const { lang, t, city } = filer
  const place = data.place
  const point = place?.point ? `${place.point.lat}, ${place.point.lon}` : ''
  const district = city.areas.find((area) => area.code === place?.district)
  const row = (
    label: string,
    value: string,
    changeHref: string | null,
    textLang: string | null = null,
  ): Row => ({
    label,
    value,
    lang: textLang,
    changeHref,
  })
  const rows = [
    row(t('filing:check.text'), data.text, step('what'), languageOf(data.text)),
    row(t('filing:check.category'), categoryName(filer, data.category), `${step('what')}#category`),
    row(
      t('filing:check.place'),
      [place?.address, place?.landmark, point].filter(Boolean).join('\n'),
      step('where'),
      languageOf(`${place?.address} ${place?.landmark}`),
    ),
  ]
  if (district) {
    const name = nameIn(district.names, lang)
    const isFromPoint = place?.point ? districtOf(place.point, city.areas) === district : false
    const text = isFromPoint ? t('filing:check.districtFromPoint', { district: name }) : name
    rows.push(row(t('filing:check.district'), text, `${step('where')}#district`))
  }
  for (const { label, value } of answersInWords(filer, answersOf(data))) {
    rows.push(row(label, value, step('where')))
  }
  rows.push(row(t('filing:check.office'), officeText(filer, data), null))
  return rows
}

function officeText(filer: Filer, { category, place }: OpenDraft): string {
  const { lang, t } = filer
  const office = answering(filer, { category, district: place?.district ?? null })
  if (office === null) return t('filing:check.officeLater')
  const name = nameIn(office.names, lang)
  return office.external ? t('filing:check.officeExternal', { office: name }) : name
}
