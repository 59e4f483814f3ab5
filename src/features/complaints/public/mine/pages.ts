import { Temporal } from 'temporal-polyfill'
import type { FieldErrors, Typed } from '../../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Alert, Link, Option, SummaryError } from '../../../../platform/http/parts.ts'
import { formatDay } from '../../../../platform/time/format.ts'
import { localDate } from '../../../../platform/time/local-day.ts'
import { cityPaths, nameIn } from '../../../city/index.ts'
import { formatNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import { canHappen, mayReopen, type Verdict } from '../../rules.ts'
import type { Reading } from '../reading.ts'
import { type ComplaintView, complaintView, type PhotoHref, publicPhotoHref } from '../show/pages.ts'
import type { ComplaintRow } from '../show/queries.ts'
import { mostPhotos } from './forms.ts'
import { withLooks } from './looks.ts'

export type ResidentForm = 'add' | 'reply' | 'verdict' | 'withdraw'

/** What a form shows when it comes back: what was typed, and the error of each field. */
type FormState = {
  action: string
  version: string
  text: string
  textError: string | null
  photosError: string | null
  hint: string
  photosHint: string
}

export type VerdictPanel = FormState & {
  title: string
  intro: string
  /** With one choice only there is nothing to choose: it is sent along. */
  options: Option[]
  only: Verdict | null
  chosen: string | null
  verdictError: string | null
  send: string
}

export type MineModel = PageModel & {
  complaint: ComplaintView
  /** What has just been done, or could not be. */
  messages: Alert[]
  errors: SummaryError[]
  verdict: VerdictPanel | null
  late: Alert | null
  reply: (FormState & { question: { text: string; lang: string } }) | null
  add: FormState | null
  withdrawHref: string | null
  links: Link[]
}

export const minePage = definePage<MineModel>('complaints/mine')

/** A form that came back, or an answer after one that went through. */
export type Returned = {
  messages?: Alert[]
  form?: { name: ResidentForm; typed: Typed; errors: FieldErrors; photoErrors: string[] }
}

export type MineData = {
  row: ComplaintRow
  token: string
  returned: Returned
  /** The verdict that a link in a mail has chosen; nothing is done before the form is sent. */
  wanted?: unknown
  /** What was split off, with the links of their own. */
  parts?: { number: string; token: string }[]
}

/** The complaint for the holder of its secret link: what they can do now, then everything. */
export function mineModel(data: MineData, reading: Reading): MineModel {
  const { row, token, returned } = data
  const { city, lang, t } = reading
  const complaint = complaintView(row, reading, photoHrefOf(token, reading))
  return {
    page: {
      title: [complaint.title, complaint.place].filter(Boolean).join(', '),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
      noindex: true,
    },
    // The reader's own link leads to more: photos and a receipt.
    complaint: {
      ...complaint,
      formalHref: null,
      timeline: withLooks(complaint.timeline, row.looks ?? [], reading),
    },
    messages: returned.messages ?? [],
    errors: summaryOf(returned, reading),
    verdict: verdictOf(data, reading),
    late: lateOf(row, reading),
    reply: replyOf(data, reading),
    add: canHappen('added', row.status) ? formState('add', data, reading) : null,
    withdrawHref: canHappen('withdrawn', row.status)
      ? complaintPaths.act(lang, city.slug, token, 'withdraw')
      : null,
    links: [
      ...(data.parts ?? []).map(({ number, token }) => ({
        href: complaintPaths.mine(lang, city.slug, token),
        label: t('public:mine.partLink', { number: formatNumber(number) }),
      })),
      { href: complaintPaths.show(lang, city.slug, row.number), label: t('public:mine.publicLink') },
      { href: complaintPaths.filed(lang, city.slug, token), label: t('public:mine.filedLink') },
      { href: complaintPaths.receipt(lang, city.slug, token), label: t('formal:receipt.link') },
      { href: complaintPaths.formal(lang, city.slug, token), label: t('formal:link') },
      { href: complaintPaths.data(lang, city.slug, token), label: t('public:data.link') },
    ],
  }
}

/** Pictures that everybody may see have one address for all; the others come by the secret link. */
function photoHrefOf(token: string, { city, lang }: Reading): PhotoHref {
  return (photo, size) =>
    photo.public
      ? publicPhotoHref(photo, size)
      : complaintPaths.minePhoto(lang, city.slug, token, photo.id, size)
}

function formState(
  name: ResidentForm,
  { row, token, returned }: MineData,
  { city, lang, t }: Reading,
): FormState {
  const back = returned.form?.name === name ? returned.form : undefined
  const error = back?.errors['text']
  return {
    action: complaintPaths.act(lang, city.slug, token, name),
    version: back?.typed['version'] ?? String(row.version),
    text: back?.typed['text'] ?? '',
    textError: error === undefined ? null : t(error),
    photosError: back === undefined || back.photoErrors.length === 0 ? null : back.photoErrors.join(' '),
    hint: row.visibility === 'staff' ? t('public:mine.privateHint') : t('public:mine.publicHint'),
    photosHint: t('public:mine.photosHint', { max: mostPhotos }),
  }
}

function summaryOf({ form }: Returned, { t }: Reading): SummaryError[] {
  if (form === undefined) return []
  const fields = Object.entries(form.errors).flatMap(([field, error]) =>
    error === undefined ? [] : [{ href: `#${form.name}-${field}`, text: t(error) }],
  )
  return [...fields, ...form.photoErrors.map((text) => ({ href: `#${form.name}-photos`, text }))]
}

function verdictOf(data: MineData, reading: Reading): VerdictPanel | null {
  const { row, returned } = data
  const { t, city, now } = reading
  const choices: Verdict[] = []
  if (canHappen('confirmed', row.status)) choices.push('yes')
  if (canHappen('partly', row.status)) choices.push('partly')
  const reopens = mayReopen(row, now, city.reopenDays)
  if (reopens) choices.push('no')
  const [first] = choices
  if (first === undefined) return null
  const only = choices.length === 1 ? first : null
  const back = returned.form?.name === 'verdict' ? returned.form : undefined
  const error = back?.errors['verdict']
  return {
    ...formState('verdict', data, reading),
    title: titleOf(row, t),
    intro: [t('public:verdict.intro'), reopens ? untilText(row, reading) : ''].filter(Boolean).join(' '),
    options: choices.map((choice) => ({ value: choice, label: t(`public:verdict.${choice}`) })),
    only,
    chosen: back?.typed['verdict'] ?? choices.find((choice) => choice === data.wanted) ?? null,
    verdictError: error === undefined ? null : t(error),
    send: only === 'no' ? t('public:verdict.reopen') : t('public:verdict.send'),
  }
}

function titleOf({ status }: ComplaintRow, t: Reading['t']): string {
  if (status === 'rejected') return t('public:verdict.refusedTitle')
  return status === 'confirmed' ? t('public:verdict.againTitle') : t('public:verdict.title')
}

function untilText({ lastAnswerAt }: ComplaintRow, { t, city, lang, timeZone }: Reading): string {
  const until = (lastAnswerAt ?? 0) + city.reopenDays * 86_400_000
  const day = localDate(Temporal.Instant.fromEpochMilliseconds(until), timeZone).toString()
  return t('public:verdict.until', { day: formatDay(day, lang) })
}

/** An answer that can no longer be disputed here: what can be done instead. */
function lateOf(row: ComplaintRow, { t, city, now }: Reading): Alert | null {
  const disputable = row.status === 'answered' || row.status === 'closed' || row.status === 'rejected'
  if (!disputable || mayReopen(row, now, city.reopenDays)) return null
  return {
    title: t('public:verdict.lateTitle'),
    text: t('public:verdict.late', { days: city.reopenDays }),
    tone: 'info',
  }
}

function replyOf(data: MineData, reading: Reading): MineModel['reply'] {
  const { row } = data
  if (!canHappen('replied', row.status)) return null
  const asked = row.activity.findLast((entry) => entry.kind === 'asked')
  const question = asked?.kind === 'asked' ? asked.payload : null
  return {
    ...formState('reply', data, reading),
    question: { text: question?.text ?? '', lang: question?.lang ?? reading.lang },
  }
}

export type WithdrawModel = PageModel & {
  complaint: Pick<ComplaintView, 'title' | 'place' | 'placeLang' | 'number'>
  action: string
  version: string
  text: string
  textError: string | null
  backHref: string
}

export const withdrawPage = definePage<WithdrawModel>('complaints/withdraw')

export function withdrawModel(data: MineData, reading: Reading): WithdrawModel {
  const { city, lang, t } = reading
  const { title, place, placeLang, number } = complaintView(
    data.row,
    reading,
    photoHrefOf(data.token, reading),
  )
  const { action, version, text, textError } = formState('withdraw', data, reading)
  const backHref = complaintPaths.mine(lang, city.slug, data.token)
  return {
    page: { title: t('public:withdraw.title'), noindex: true, crumbs: [{ href: backHref, label: number }] },
    complaint: { title, place, placeLang, number },
    action,
    version,
    text,
    textError,
    backHref,
  }
}
