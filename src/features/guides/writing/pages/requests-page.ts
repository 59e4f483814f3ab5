import type { FieldErrors, Typed } from '../../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type {
  Alert,
  EmptyState,
  Link,
  Option,
  SummaryError,
  Tag,
  When,
} from '../../../../platform/http/parts.ts'
import { formatMoment } from '../../../../platform/time/format.ts'
import { publicText } from '../../../complaints/index.ts'
import { type GuideDone, guideStaffPaths } from '../../paths.ts'
import { requestTag } from '../../reading/requests-page.ts'
import { type RequestState, requestMoves } from '../../rules.ts'
import { type Around, doneAlert, listCrumb } from '../around.ts'
import type { StaffRequest } from '../queries.ts'

export type StaffRequestsModel = PageModel & {
  done: Alert | null
  rows: { href: string; title: string; lang: string; tag: Tag; at: When; marks: string[] }[]
  empty: EmptyState | null
}

export const staffRequestsPage = definePage<StaffRequestsModel>('guides/staff-requests', { layout: 'staff' })

type Speaking = Pick<Around, 't' | 'lang'> & { timeZone: string }

export function staffRequestsModel(
  { rows, done }: { rows: readonly StaffRequest[]; done: GuideDone | null },
  { t, lang, timeZone }: Speaking,
): StaffRequestsModel {
  return {
    page: { title: t('writing:requests.title'), crumbs: [listCrumb(t)], noindex: true },
    done: doneAlert(done, t),
    rows: rows.map((row) => ({
      href: guideStaffPaths.request(row.id),
      title: publicText(row.words, t),
      lang: row.lang,
      tag: requestTag(row.state, t),
      at: { iso: new Date(row.at).toISOString(), text: formatMoment(row.at, lang, timeZone) },
      marks: [
        ...(row.title === null ? [t('writing:requests.held')] : []),
        ...(row.waits ? [t('writing:requests.waits')] : []),
      ],
    })),
    empty:
      rows.length > 0
        ? null
        : { title: t('writing:requests.empty'), text: t('writing:requests.emptyText'), icon: 'inbox' },
  }
}

export type StaffRequestModel = PageModel & {
  words: string
  lang: string
  tag: Tag
  asked: string
  held: boolean
  waits: boolean
  message: Alert | null
  errors: SummaryError[]
  write: Link | null
  form: {
    action: string
    version: string
    states: Option[]
    state: { value: string; error: string }
    title: { value: string; error: string }
    reason: { value: string; error: string }
    guides: Option[]
    guide: { value: string; error: string }
  }
}

export const staffRequestPage = definePage<StaffRequestModel>('guides/staff-request', { layout: 'staff' })

export type StaffRequestInput = {
  request: StaffRequest
  citySlug: string
  guides: readonly { id: number; title: string; published: boolean }[]
  back?: { typed: Typed; errors: FieldErrors }
  problem?: 'conflict' | null
}

/** What somebody asked for, and what becomes of it. */
export function staffRequestModel(
  { request, citySlug, guides, back, problem = null }: StaffRequestInput,
  { t, lang, timeZone }: Speaking,
): StaffRequestModel {
  const { typed, errors } = back ?? { typed: null, errors: {} as FieldErrors }
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  const field = (name: string, known: string) => ({ value: typed?.[name] ?? known, error: sentence(name) })
  const moves = requestMoves[request.state]
  return {
    page: {
      title: t('writing:request.title'),
      crumbs: [listCrumb(t), { href: guideStaffPaths.requests(), label: t('writing:requests.title') }],
      noindex: true,
    },
    words: request.words,
    lang: request.lang,
    tag: requestTag(request.state, t),
    asked: formatMoment(request.at, lang, timeZone),
    held: request.title === null,
    waits: request.waits,
    message: problem === null ? null : { text: t(`writing:problem.${problem}`), tone: 'warning' },
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    write:
      request.guideId === null
        ? { href: guideStaffPaths.fresh(citySlug, request.id), label: t('writing:request.write') }
        : { href: guideStaffPaths.show(request.guideId), label: t('writing:request.openGuide') },
    form: {
      action: guideStaffPaths.request(request.id),
      version: String(request.version),
      states: moves.map((value: RequestState) => ({ value, label: t(`guides:requestState.${value}`) })),
      state: field('state', request.state),
      title: field('title', request.title ?? request.words),
      reason: field('reason', request.reason),
      guides: [
        { value: '', label: t('writing:about.none') },
        ...guides.map(({ id, title, published }) => ({
          value: String(id),
          label: published ? title : t('writing:request.unpublished', { title }),
        })),
      ],
      guide: field('guide', String(request.guideId ?? '')),
    },
  }
}
