import type { Lang } from '../../platform/i18n/texts.ts'

const base = (lang: Lang, city: string) => `/${lang}/${city}/events`

const query = (values: Record<string, string | undefined>) => {
  const pairs = Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

/** Addresses of events for everybody. `ticket` is the secret of a sign-up. */
export const eventPaths = {
  agenda: (lang: Lang, city: string, filter: Record<string, string | undefined> = {}) =>
    `${base(lang, city)}${query(filter)}`,
  /** The agenda of this filter as iCalendar, to be subscribed to. */
  calendar: (lang: Lang, city: string, filter: Record<string, string | undefined> = {}) =>
    `${base(lang, city)}.ics${query(filter)}`,
  /** What was announced lately, as Atom. */
  feed: (lang: Lang, city: string, filter: Record<string, string | undefined> = {}) =>
    `${base(lang, city)}.atom${query(filter)}`,
  show: (lang: Lang, city: string, event: number) => `${base(lang, city)}/${event}`,
  calendarOf: (lang: Lang, city: string, event: number) => `${base(lang, city)}/${event}/calendar.ics`,
  /** The form that signs up: GET shows it, POST sends it. */
  signUp: (lang: Lang, city: string, event: number) => `${base(lang, city)}/${event}/sign-up`,
  /** A question in advance. */
  question: (lang: Lang, city: string, event: number, done?: string) =>
    `${base(lang, city)}/${event}/question${query({ done })}`,
  picture: (picture: string, size: 'large' | 'small') => `/events/pictures/${picture}/${size}.jpg`,
  material: (lang: Lang, city: string, event: number, material: string) =>
    `${base(lang, city)}/${event}/materials/${material}.pdf`,
  /** One sign-up, for whoever holds its link. */
  mine: (lang: Lang, city: string, ticket: string, done?: string) =>
    `${base(lang, city)}/mine/${ticket}${query({ done })}`,
  mineAct: (lang: Lang, city: string, ticket: string, act: 'group' | 'leave') =>
    `${base(lang, city)}/mine/${ticket}/${act}`,
  mineCalendar: (lang: Lang, city: string, ticket: string) =>
    `${base(lang, city)}/mine/${ticket}/calendar.ics`,
  /** One event, for the organiser who holds its link: who comes. */
  organiser: (lang: Lang, city: string, link: string, done?: string) =>
    `${base(lang, city)}/organiser/${link}${query({ done })}`,
  organiserCheckIn: (lang: Lang, city: string, link: string, signUp: number | string) =>
    `${base(lang, city)}/organiser/${link}/people/${signUp}`,
  walkIns: (lang: Lang, city: string, link: string) => `${base(lang, city)}/organiser/${link}/walk-ins`,
  removeWalkIn: (lang: Lang, city: string, link: string, walkIn: number | string) =>
    `${base(lang, city)}/organiser/${link}/walk-ins/${walkIn}/remove`,
  organiserResults: (lang: Lang, city: string, link: string, done?: string) =>
    `${base(lang, city)}/organiser/${link}/results${query({ done })}`,
  organiserPictures: (lang: Lang, city: string, link: string) =>
    `${base(lang, city)}/organiser/${link}/pictures`,
  /** Asks for an organiser's help. */
  ask: (lang: Lang, city: string, done?: string) => `${base(lang, city)}/ask${query({ done })}`,
}

const desk = '/staff/events'

/** Addresses of events for staff. */
export const eventDeskPaths = {
  list: (view?: string) => `${desk}${query({ view })}`,
  new: () => `${desk}/new`,
  show: (event: number, done?: string) => `${desk}/${event}${query({ done })}`,
  edit: (event: number) => `${desk}/${event}/edit`,
  act: (event: number, act: 'publish' | 'cancel' | 'repeat') => `${desk}/${event}/${act}`,
  people: (event: number, done?: string) => `${desk}/${event}/people${query({ done })}`,
  checkIn: (event: number, signUp: number) => `${desk}/${event}/people/${signUp}`,
  remove: (event: number, signUp: number) => `${desk}/${event}/people/${signUp}/remove`,
  /** POST: the list with the contacts, which is written down. */
  contacts: (event: number) => `${desk}/${event}/people/contacts`,
  /** Those whom no mail reaches. */
  calls: (done?: string) => `${desk}/calls${query({ done })}`,
  callContacts: (event: number, signUp: number) => `${desk}/${event}/people/${signUp}/contacts`,
  called: (event: number, signUp: number) => `${desk}/${event}/people/${signUp}/called`,
  /** POST gives an organiser a link. */
  links: (event: number) => `${desk}/${event}/links`,
  revokeLink: (event: number, link: number) => `${desk}/${event}/links/${link}/revoke`,
  results: (event: number, done?: string) => `${desk}/${event}/results${query({ done })}`,
  /** The results with the organiser's words in the fields. */
  resultsFromDraft: (event: number) => `${desk}/${event}/results?draft=1`,
  accept: (event: number, picture: string) => `${desk}/${event}/results/pictures/${picture}/accept`,
  hold: (event: number) => `${desk}/${event}/results/publish`,
  pictures: (event: number) => `${desk}/${event}/results/pictures`,
  materials: (event: number) => `${desk}/${event}/results/materials`,
  drop: (event: number, what: 'pictures' | 'materials', id: string) =>
    `${desk}/${event}/results/${what}/${id}/remove`,
  questions: (event: number, done?: string) => `${desk}/${event}/questions${query({ done })}`,
  settle: (event: number, question: number) => `${desk}/${event}/questions/${question}`,
  wishes: (done?: string) => `${desk}/wishes${query({ done })}`,
  wish: (wish: number) => `${desk}/wishes/${wish}`,
  decide: (wish: number, decision: 'accept' | 'decline') => `${desk}/wishes/${wish}/${decision}`,
  picture: (event: number, picture: string, size: 'large' | 'small') =>
    `${desk}/${event}/pictures/${picture}/${size}.jpg`,
}
