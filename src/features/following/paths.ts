import type { Lang } from '../../platform/i18n/texts.ts'
import { complaintPaths } from '../complaints/index.ts'

const base = (lang: Lang, city: string) => `/${lang}/${city}/following`

/** Addresses of topics of other features, such as `news` or `works:street:123`. */
export const topicPaths = {
  follow: (lang: Lang, city: string, topic: string) => complaintPaths.follow(lang, city, { topic }),
}

/** Addresses of following. `token` is a secret. */
export const followingPaths = {
  /** What to follow and where news goes. */
  new: complaintPaths.follow,
  /** Asks for the code that was mailed. */
  confirm: (lang: Lang, city: string, token: string) => `${base(lang, city)}/confirm/${token}`,
  again: (lang: Lang, city: string, token: string) => `${base(lang, city)}/confirm/${token}/again`,
  /** Everything that one address follows. */
  manage: (lang: Lang, city: string, token: string, done?: string) =>
    `${base(lang, city)}/${token}${done === undefined ? '' : `?done=${done}`}`,
  act: (lang: Lang, city: string, token: string, act: 'cadence' | 'remove' | 'stop' | 'withdraw') =>
    `${base(lang, city)}/${token}/${act}`,
  /** Promised days of everything that this address reported or follows, as iCalendar. */
  calendar: (lang: Lang, city: string, token: string) => `${base(lang, city)}/${token}/calendar.ics`,
  meToo: complaintPaths.meToo,
  support: complaintPaths.support,
  withdrawMeToo: (lang: Lang, city: string, number: string) =>
    `${complaintPaths.meToo(lang, city, number)}/withdraw`,
  my: complaintPaths.my,
  forgetDevice: (lang: Lang, city: string) => `${complaintPaths.my(lang, city)}/forget`,
  /** The list that a mailed link opens for half an hour. */
  myByMail: (lang: Lang, city: string, token: string) => `${complaintPaths.my(lang, city)}/${token}`,
}
