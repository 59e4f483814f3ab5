import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Option } from '../../../platform/http/parts.ts'
import { complaintPaths, formatNumber, type Reading } from '../../complaints/index.ts'
import { describe } from '../about.ts'
import type { Follower } from '../followers.ts'
import { followingPaths } from '../paths.ts'
import type { SubscriptionRow, SupportRow } from '../queries.ts'
import { cadences } from '../rules.ts'
import type { TopicNames } from '../topics.ts'
import { homeCrumb } from './form.ts'

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
  const { follower, subscriptions, supports, names } = data
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
      ...describe(about, reading, names),
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
  /** Of the topics among them. */
  names: TopicNames
  supports: readonly SupportRow[]
  done?: string
}
