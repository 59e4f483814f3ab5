import type { FieldErrors, Typed } from '../../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Alert, SummaryError } from '../../../../platform/http/parts.ts'
import { nameIn } from '../../../city/index.ts'
import { formatNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import { publicText } from '../../public-text.ts'
import type { Reading } from '../reading.ts'
import { crumbsOf } from '../show/pages.ts'
import type { ComplaintRow } from '../show/queries.ts'
import { witnessPhotos } from './forms.ts'

export type WitnessModel = PageModel & {
  complaint: { label: string; href: string }
  messages: Alert[]
  errors: SummaryError[]
  action: string
  ticket: string
  version: string
  text: string
  textError: string | null
  photosError: string | null
  photosHint: string
  /** It was sent: nothing more is asked. */
  done: boolean
}

export const witnessPage = definePage<WitnessModel>('complaints/witness')

export type WitnessData = {
  row: Pick<ComplaintRow, 'number' | 'version' | 'facts' | 'words'>
  ticket: string
  done: boolean
  /** A form that came back; `refused`: a ready sentence about the form as a whole. */
  back?: { typed: Typed; errors: FieldErrors; photoErrors: string[]; refused?: string }
}

export function witnessModel({ row, ticket, done, back }: WitnessData, reading: Reading): WitnessModel {
  const { city, lang, t, directory } = reading
  const href = complaintPaths.show(lang, city.slug, row.number)
  const category = directory.categoryById.get(row.facts?.categoryId ?? 0)
  const name = category === undefined ? t('public:show.plainTitle') : nameIn(category.names, lang)
  const textError = back?.errors['text']
  const photosError = back === undefined || back.photoErrors.length === 0 ? null : back.photoErrors.join(' ')
  const messages: Alert[] = []
  if (done) messages.push({ text: t('public:witness.done'), tone: 'success' })
  if (back?.refused !== undefined) messages.push({ text: back.refused, tone: 'warning' })
  return {
    page: {
      title: t('public:witness.title'),
      noindex: true,
      crumbs: [...crumbsOf(reading), { href, label: formatNumber(row.number) }],
    },
    complaint: { label: [name, publicText(row.words?.address ?? '', t)].filter(Boolean).join(', '), href },
    messages,
    errors: [
      ...(textError === undefined ? [] : [{ href: '#text', text: t(textError) }]),
      ...(photosError === null ? [] : [{ href: '#photos', text: photosError }]),
    ],
    action: complaintPaths.witness(lang, city.slug, row.number),
    ticket,
    version: back?.typed['version'] ?? String(row.version),
    text: back?.typed['text'] ?? '',
    textError: textError === undefined ? null : t(textError),
    photosError,
    photosHint: t('public:mine.photosHint', { max: witnessPhotos }),
    done,
  }
}
