import type { FieldErrors, Typed } from '../../platform/http/form.ts'
import { definePage, type PageModel } from '../../platform/http/page.ts'
import type { Alert, ComplaintCard, Link, Option, SummaryError } from '../../platform/http/parts.ts'
import { formatNumber as number } from '../../platform/time/format.ts'
import { cityPaths, nameIn } from '../city/index.ts'
import {
  complaintCard,
  complaintPaths,
  filterParams,
  formatNumber,
  type OwnComplaint,
  parseFilter,
  publicText,
  type Reading,
} from '../complaints/index.ts'
import { type About, type Asked, describe } from './about.ts'
import type { Follower } from './followers.ts'
import { followingPaths } from './paths.ts'
import type { SubscriptionRow, SupportRow } from './queries.ts'
import type { FollowRequest } from './requests.ts'
import { cadences, codeMinutes, mostSends, radii } from './rules.ts'

type Form = { typed: Typed; errors: FieldErrors }
const noForm: Form = { typed: {}, errors: {} }

/** The address of somebody, and what is wrong with it. */
type EmailField = { value: string; error: string | null; hint: string }

const summary = ({ errors }: Form, { t }: Reading): SummaryError[] =>
  Object.entries(errors).flatMap(([field, error]) =>
    error === undefined ? [] : [{ href: field === 'cadence' ? '#cadence' : '#email', text: t(error) }],
  )

const homeCrumb = ({ city, lang }: Reading): Link => ({
  href: cityPaths.home(lang, city.slug),
  label: nameIn(city.names, lang),
})

function emailField({ typed, errors }: Form, hint: string, { t }: Reading): EmailField {
  const error = errors['email'] ?? errors['ticket']
  return { value: typed['email'] ?? '', error: error === undefined ? null : t(error), hint }
}

// -- what to follow

export type NewModel = PageModel & {
  lead: string
  about: { label: string; href: string }
  action: string
  ticket: string
  errors: SummaryError[]
  email: EmailField
  cadence: { options: Option[]; value: string; error: string | null }
  /** How far around a complaint; null when there is no point. */
  within: { options: Option[]; value: string } | null
  /** What narrows the whole city; null when a complaint is followed. */
  narrow: { name: string; label: string; value: string; options: Option[] }[] | null
  hidden: { name: string; value: string }[]
  feed: string
}

export const newPage = definePage<NewModel>('following/new')

export function newModel(
  { asked, ticket, form = noForm }: { asked: Asked; ticket: string; form?: Form },
  reading: Reading,
): NewModel {
  const { city, lang, t } = reading
  const { about, complaint } = asked
  const errors = form.errors['cadence']
  return {
    page: { title: t('following:new.title'), crumbs: [homeCrumb(reading)], noindex: true },
    lead: complaint === null ? t('following:new.leadList') : t('following:new.leadOne'),
    about: describe(about, reading),
    action: followingPaths.new(lang, city.slug),
    ticket,
    errors: summary(form, reading),
    email: emailField(form, t('following:new.emailHint'), reading),
    cadence: {
      options: cadences.map((value) => ({
        value,
        label: t(`following:cadence.${value}`),
        hint: t(`following:cadence.${value}Hint`),
      })),
      value: form.typed['cadence'] ?? (complaint === null ? 'daily' : 'now'),
      error: errors === undefined ? null : t(errors),
    },
    within: withinOf(asked, reading),
    narrow: complaint === null ? narrowOf(about, reading) : null,
    hidden: hiddenOf(asked, reading),
    feed:
      complaint === null
        ? complaintPaths.feed(lang, city.slug, 'filter' in about ? about.filter : {})
        : complaintPaths.history(lang, city.slug, complaint.number),
  }
}

function withinOf({ about, complaint }: Asked, { t }: Reading): NewModel['within'] {
  const circle = 'circle' in about ? about.circle : null
  const hasPoint = complaint === null ? circle !== null : complaint.lat !== null && complaint.lon !== null
  if (!hasPoint) return null
  const around = radii.map((metres) => ({
    value: String(metres),
    label: t('following:new.within', { metres }),
  }))
  const only = complaint === null ? [] : [{ value: '', label: t('following:new.only') }]
  return { options: [...only, ...around], value: circle === null ? '' : String(circle.radius) }
}

function narrowOf(about: About, reading: Reading): NewModel['narrow'] {
  if (!('filter' in about)) return null
  const { city, directory, lang, t } = reading
  const { filter } = about
  const options = (things: readonly { code: string; names: { kk: string; ru: string; en: string } }[]) => [
    { value: '', label: t('following:new.any') },
    ...things.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) })),
  ]
  const lists = {
    category: options(directory.categories.filter(({ current }) => current)),
    district: options(city.areas),
    office: options(directory.offices.filter(({ current }) => current)),
  }
  return (['category', 'district', 'office'] as const).map((name) => ({
    name,
    label: t(`public:filter.${name}`),
    value: filter[name] ?? '',
    options: lists[name],
  }))
}

/** Parts of what is followed that no field shows. */
function hiddenOf({ about, complaint }: Asked, reading: Reading): NewModel['hidden'] {
  if (complaint !== null) return [{ name: 'complaint', value: complaint.number }]
  if (!('filter' in about)) return []
  const shown = ['category', 'district', 'office']
  const params = filterParams(parseFilter(about.filter, reading).filter)
  const rest = Object.entries(params).flatMap(([name, value]) =>
    value === undefined || shown.includes(name) ? [] : [{ name, value }],
  )
  const point =
    about.circle === null
      ? []
      : [
          { name: 'lat', value: String(about.circle.lat) },
          { name: 'lon', value: String(about.circle.lon) },
        ]
  return [...rest, ...point]
}

// -- the code

export type ConfirmModel = PageModel & {
  what: string
  action: string
  againAction: string | null
  errors: SummaryError[]
  typed: string
  error: string | null
  messages: Alert[]
  hint: string
}

export const confirmPage = definePage<ConfirmModel>('following/confirm')

/** `now` stands in the reading. `error`: a ready sentence. */
export function confirmModel(
  { request, token, typed = '', error = null, sent = false }: ConfirmData,
  reading: Reading,
): ConfirmModel {
  const { city, lang, t } = reading
  const messages: Alert[] = []
  if (sent) messages.push({ text: t('following:confirm.again'), tone: 'success' })
  if (request.refusal !== null) messages.push({ text: t('following:confirm.refused'), tone: 'danger' })
  return {
    page: { title: t('following:confirm.title'), crumbs: [homeCrumb(reading)], noindex: true },
    what: t('following:confirm.lead', { email: hintOf(request.email) }),
    action: followingPaths.confirm(lang, city.slug, token),
    againAction: request.sends < mostSends ? followingPaths.again(lang, city.slug, token) : null,
    errors: error === null ? [] : [{ href: '#code', text: error }],
    typed,
    error,
    messages,
    hint: t('following:confirm.hint', { minutes: codeMinutes }),
  }
}

export type ConfirmData = {
  request: Pick<FollowRequest, 'email' | 'sends' | 'refusal'>
  token: string
  typed?: string
  error?: string | null
  sent?: boolean
}

/** Enough of an address for its owner, too little for who looks over the shoulder: `a…l@mail.ru`. */
export function hintOf(email: string): string {
  const at = email.lastIndexOf('@')
  const local = email.slice(0, at)
  return `${local.slice(0, 1)}…${local.length > 2 ? local.slice(-1) : ''}${email.slice(at)}`
}

// -- everything that one address follows

export type ManageModel = PageModel & {
  email: string
  messages: Alert[]
  subscriptions: {
    id: string
    label: string
    href: string
    cadence: string
    options: Option[]
    cadenceId: string
  }[]
  supports: { id: string; label: string; href: string }[]
  actions: { cadence: string; remove: string; withdraw: string; stop: string }
  calendarHref: string
  newHref: string
  myHref: string
}

export const managePage = definePage<ManageModel>('following/manage')

const dones = ['subscribed', 'supported', 'own', 'changed', 'removed', 'withdrawn'] as const
export type ManageDone = (typeof dones)[number]

export function manageModel(data: ManageData, reading: Reading): ManageModel {
  const { city, lang, t } = reading
  const { follower, subscriptions, supports } = data
  const done = dones.find((one) => one === data.done)
  const messages: Alert[] = []
  if (done !== undefined) messages.push({ text: t(`following:done.${done}`), tone: 'success' })
  if (follower.refusal !== null) {
    messages.push({ text: t('following:manage.refused', { refusal: follower.refusal }), tone: 'warning' })
  }
  const act = (name: 'cadence' | 'remove' | 'withdraw' | 'stop') =>
    followingPaths.act(lang, city.slug, follower.token, name)
  return {
    page: { title: t('following:manage.title'), crumbs: [homeCrumb(reading)], noindex: true },
    email: follower.email,
    messages,
    subscriptions: subscriptions.map(({ id, about, cadence }) => ({
      id: String(id),
      ...describe(about, reading),
      cadence,
      cadenceId: `cadence-${id}`,
      options: cadences.map((value) => ({ value, label: t(`following:cadence.${value}`) })),
    })),
    supports: supports.map((support) => ({
      id: String(support.complaintId),
      label: t('following:about.complaint', { number: formatNumber(support.number) }),
      href: complaintPaths.show(lang, city.slug, support.number),
    })),
    actions: {
      cadence: act('cadence'),
      remove: act('remove'),
      withdraw: act('withdraw'),
      stop: act('stop'),
    },
    calendarHref: followingPaths.calendar(lang, city.slug, follower.token),
    newHref: followingPaths.new(lang, city.slug),
    myHref: followingPaths.my(lang, city.slug),
  }
}

export type ManageData = {
  follower: Pick<Follower, 'email' | 'token' | 'refusal'>
  subscriptions: readonly SubscriptionRow[]
  supports: readonly SupportRow[]
  done?: string
}

// -- "I have this too"

export type MeTooModel = PageModel & {
  complaint: { label: string; href: string }
  state: 'none' | 'unconfirmed' | 'confirmed'
  /** Null while nobody has said so. */
  counts: string | null
  pressAction: string
  withdrawAction: string
  action: string
  ticket: string
  errors: SummaryError[]
  email: EmailField
  follow: boolean
}

export const meTooPage = definePage<MeTooModel>('following/me-too')

export function meTooModel(data: MeTooData, reading: Reading): MeTooModel {
  const { city, lang, t } = reading
  const { complaint, form = noForm } = data
  const href = complaintPaths.show(lang, city.slug, complaint.number)
  return {
    page: {
      title: t(`following:meToo.title.${data.state}`),
      noindex: true,
      crumbs: [homeCrumb(reading), { href, label: formatNumber(complaint.number) }],
    },
    complaint: { label: titleOf(complaint, reading), href },
    state: data.state,
    counts: countsOf(complaint, reading),
    pressAction: followingPaths.support(lang, city.slug, complaint.number),
    withdrawAction: followingPaths.withdrawMeToo(lang, city.slug, complaint.number),
    action: followingPaths.meToo(lang, city.slug, complaint.number),
    ticket: data.ticket,
    errors: summary(form, reading),
    email: emailField(form, t('following:meToo.emailHint'), reading),
    follow: form.typed['email'] === undefined ? true : form.typed['follow'] === '1',
  }
}

export type MeTooData = {
  complaint: {
    number: string
    categoryId: number | null
    address: string
    supportCount: number
    supportUnconfirmed: number
  }
  state: MeTooModel['state']
  ticket: string
  form?: Form
}

function titleOf({ categoryId, address }: MeTooData['complaint'], { directory, lang, t }: Reading): string {
  const category = categoryId === null ? undefined : directory.categoryById.get(categoryId)
  const name = category === undefined ? t('public:show.plainTitle') : nameIn(category.names, lang)
  return [name, publicText(address, t)].filter(Boolean).join(', ')
}

function countsOf(
  { supportCount, supportUnconfirmed }: MeTooData['complaint'],
  { t, lang }: Reading,
): string | null {
  if (supportCount + supportUnconfirmed === 0) return null
  const confirmed = t('public:support.confirmed', { count: supportCount, n: number(supportCount, lang) })
  if (supportUnconfirmed === 0) return confirmed
  return `${confirmed} · ${t('public:support.unconfirmed', { n: number(supportUnconfirmed, lang) })}`
}

// -- "my reports"

export type MyModel = PageModel & {
  messages: Alert[]
  /** 'device': the list of this browser; 'mail': the list of an address. */
  of: 'device' | 'mail'
  items: { card: ComplaintCard; token: string }[]
  forgetAction: string
  action: string
  ticket: string
  errors: SummaryError[]
  email: EmailField
  reportHref: string
  trackHref: string
}

export const myPage = definePage<MyModel>('following/my')

export function myModel(data: MyData, reading: Reading): MyModel {
  const { city, lang, t } = reading
  const form = data.form ?? noForm
  const messages: Alert[] = []
  if (data.done === 'mailed') messages.push({ text: t('following:my.mailed'), tone: 'success' })
  if (data.done === 'forgotten') messages.push({ text: t('following:my.forgotten'), tone: 'success' })
  return {
    page: { title: t('following:my.title'), crumbs: [homeCrumb(reading)], noindex: true },
    messages,
    of: data.of,
    items: data.complaints.map((own) => ({
      card: ownCard(own, data.slugOf(own.cityId), reading),
      token: own.token,
    })),
    forgetAction: followingPaths.forgetDevice(lang, city.slug),
    action: followingPaths.my(lang, city.slug),
    ticket: data.ticket,
    errors: summary(form, reading),
    email: emailField(form, t('following:my.emailHint'), reading),
    reportHref: complaintPaths.new(lang, city.slug),
    trackHref: complaintPaths.track(lang, city.slug),
  }
}

export type MyData = {
  of: 'device' | 'mail'
  complaints: readonly OwnComplaint[]
  /** Reports of one browser may lie in several cities. */
  slugOf: (cityId: number) => string
  ticket: string
  done?: string
  form?: Form
}

function ownCard(own: OwnComplaint, slug: string, reading: Reading): ComplaintCard {
  const card = complaintCard(
    { ...own, districtId: null, lat: null, lon: null, photoId: null, supportCount: 0 },
    reading,
  )
  return { ...card, href: complaintPaths.mine(reading.lang, slug, own.token), level: 2 }
}

// -- the end of mails

export type UnsubscribeModel = PageModel & {
  text: string
  action: string
  /** Null when it is done. */
  button: string | null
  /** Takes it back; null when there is nothing to take back. */
  undo: string | null
}

export const unsubscribePage = definePage<UnsubscribeModel>('following/unsubscribe')

export function unsubscribeModel(data: UnsubscribeData, reading: Reading): UnsubscribeModel {
  const { t } = reading
  const { kind, done } = data
  return {
    page: {
      title: t(done ? 'following:unsubscribe.doneTitle' : 'following:unsubscribe.title'),
      crumbs: [homeCrumb(reading)],
      noindex: true,
    },
    text: t(`following:unsubscribe.${done ? 'done' : 'ask'}.${kind}`),
    action: data.action,
    button: done ? null : t('following:unsubscribe.button'),
    undo: done && (kind === 'c' || kind === 'd') ? t('following:unsubscribe.undo') : null,
  }
}

export type UnsubscribeData = { kind: 'c' | 'f' | 's' | 'd'; done: boolean; action: string }
