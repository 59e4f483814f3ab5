import type { Lang } from '../../platform/i18n/texts.ts'
import { formatNumber } from './number.ts'

const base = (lang: Lang, city: string) => `/${lang}/${city}/complaints`
const mine = (lang: Lang, city: string, token: string) => `/${lang}/${city}/mine/${token}`

const query = (values: Record<string, string | undefined>) => {
  const pairs = Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

/** `category` and `danger` are parts of the first step that only some filings pass. */
export type FilingStep = 'what' | 'category' | 'danger' | 'where' | 'check'

/** Addresses of the public pages of complaints. `number` is twelve digits, `token` a secret. */
export const complaintPaths = {
  list: (lang: Lang, city: string, filter: Record<string, string | undefined> = {}) =>
    `${base(lang, city)}${query(filter)}`,
  map: (lang: Lang, city: string, filter: Record<string, string | undefined> = {}) =>
    `${base(lang, city)}/map${query(filter)}`,
  /** The same complaints as the list of this filter, as a table. */
  listCsv: (lang: Lang, city: string, filter: Record<string, string | undefined> = {}) =>
    `${base(lang, city)}.csv${query(filter)}`,
  /** What is new in the list of this filter, as an Atom feed. */
  feed: (lang: Lang, city: string, filter: Record<string, string | undefined> = {}) =>
    `${base(lang, city)}.atom${query(filter)}`,
  rss: (lang: Lang, city: string, filter: Record<string, string | undefined> = {}) =>
    `${base(lang, city)}.rss${query(filter)}`,
  /** Grid cells of the map as JSON. */
  cells: (lang: Lang, city: string, filter: Record<string, string | undefined> = {}) =>
    `${base(lang, city)}/cells.json${query(filter)}`,
  /** Areas and lines of the map without tiles, as GeoJSON. */
  shapes: (lang: Lang, city: string) => `${base(lang, city)}/shapes.json`,
  /** Finds a complaint by its number: GET `?number=`. */
  track: (lang: Lang, city: string) => `${base(lang, city)}/track`,
  show: (lang: Lang, city: string, number: string) => `${base(lang, city)}/${formatNumber(number)}`,
  /** The picture that messengers show beside a link; `version` makes them fetch it anew after a change. */
  shareImage: (lang: Lang, city: string, number: string, version?: number) =>
    `${base(lang, city)}/${formatNumber(number)}/share.png${version === undefined ? '' : `?v=${version}`}`,
  /** The same for a city. */
  cityImage: (lang: Lang, city: string) => `/${lang}/${city}/share.png`,
  /** The complaint as a small card that other sites may show in a frame. */
  embed: (lang: Lang, city: string, number: string) => `${base(lang, city)}/${formatNumber(number)}/embed`,
  /** oEmbed (https://oembed.com) of a complaint page: GET `?url=`. */
  oembed: (url?: string) => `/oembed${query({ url })}`,
  /** Step 1 without a draft yet: GET shows the form, POST begins a draft. */
  new: (lang: Lang, city: string, given: { category?: string; text?: string } = {}) =>
    `${base(lang, city)}/new${query(given)}`,
  step: (lang: Lang, city: string, token: string, step: FilingStep) =>
    `${base(lang, city)}/new/${token}/${step}`,
  /** "It is this one": POST makes the filing part of another complaint. */
  join: (lang: Lang, city: string, token: string) => `${base(lang, city)}/new/${token}/join`,
  /** What became of a filing that joined another complaint. */
  joined: (lang: Lang, city: string, token: string) => `${base(lang, city)}/new/${token}/joined`,
  /** Open complaints that may be about the same thing, as JSON. */
  similar: (lang: Lang, city: string, token: string) => `${base(lang, city)}/new/${token}/similar.json`,
  /** A photo of a draft, for whoever holds its token. */
  draftPhoto: (lang: Lang, city: string, token: string, id: string) =>
    `${base(lang, city)}/new/${token}/photos/${id}.jpg`,
  /** What the portal says of a point, as JSON, by POST: where somebody is has no place in an address. */
  pointFacts: (lang: Lang, city: string) => `${base(lang, city)}/point`,
  /** For scripts, all answer JSON: a first photo begins a draft, others go to it, one is turned or taken out. */
  newPhotos: (lang: Lang, city: string) => `${base(lang, city)}/new/photos`,
  draftPhotos: (lang: Lang, city: string, token: string) => `${base(lang, city)}/new/${token}/photos`,
  changePhoto: (lang: Lang, city: string, token: string, id: string) =>
    `${base(lang, city)}/new/${token}/photos/${id}`,
  /** A whole report written on the device, under a key that was made there; answers JSON. */
  whole: (lang: Lang, city: string, token: string) => `${base(lang, city)}/new/${token}/whole`,
  /** The report on one page, which works without a network, and the reports that wait on this device. */
  offline: (lang: Lang, city: string) => `/${lang}/${city}/offline`,
  /** A photo of a draft as it was taken. */
  draftPicture: (lang: Lang, city: string, token: string, id: string) =>
    `${base(lang, city)}/new/${token}/photos/${id}/large.jpg`,
  /** What everybody will see of a photo of a draft. */
  coverDraft: (lang: Lang, city: string, token: string, id: string) =>
    `${base(lang, city)}/new/${token}/photos/${id}/cover`,
  /** Guesses of the category as JSON: GET `?text=`. */
  guess: (lang: Lang, city: string) => `${base(lang, city)}/guess.json`,
  /** The reporter's own page by the secret link. */
  mine,
  /** The confirmation after sending; it survives a reload and a bookmark. */
  filed: (lang: Lang, city: string, token: string) => `${mine(lang, city, token)}/filed`,
  /** What the reporter keeps on paper. */
  receipt: (lang: Lang, city: string, token: string) => `${mine(lang, city, token)}/receipt`,
  /** The same, signed, for programs. */
  receiptJson: (lang: Lang, city: string, token: string) => `${mine(lang, city, token)}/receipt.json`,
  /** The page that checks a signed receipt. */
  checkReceipt: (lang: Lang, city: string, receipt?: string) =>
    `/${lang}/${city}/open-data/proof${query({ receipt })}`,
  /** The text for a formal appeal and how to complain about an answer, with the photos. */
  formal: (lang: Lang, city: string, token: string) => `${mine(lang, city, token)}/formal`,
  formalZip: (lang: Lang, city: string, token: string) => `${mine(lang, city, token)}/formal.zip`,
  /** The same for everybody, without photos. */
  formalText: (lang: Lang, city: string, number: string) =>
    `${base(lang, city)}/${formatNumber(number)}/formal`,
  /** Acts of the reporter, by POST. */
  act: (lang: Lang, city: string, token: string, act: 'add' | 'reply' | 'withdraw' | 'verdict') =>
    `${mine(lang, city, token)}/${act}`,
  /** One press of "I have this too", by POST; and the page about it. */
  support: (lang: Lang, city: string, number: string) =>
    `${base(lang, city)}/${formatNumber(number)}/support`,
  meToo: (lang: Lang, city: string, number: string) => `${base(lang, city)}/${formatNumber(number)}/me-too`,
  /** "Still there", with a photo, by somebody who passes by: GET shows the form, POST sends it. */
  witness: (lang: Lang, city: string, number: string) =>
    `${base(lang, city)}/${formatNumber(number)}/still-there`,
  /** Asks for an address to which news goes: of one complaint, or of the list of a filter. */
  follow: (lang: Lang, city: string, about: Record<string, string | undefined> = {}) =>
    `/${lang}/${city}/following${query(about)}`,
  /** The reports of this browser, and by mail those of an address. */
  my: (lang: Lang, city: string) => `/${lang}/${city}/my`,
  /** Promised days as iCalendar. */
  calendar: (lang: Lang, city: string, number: string) =>
    `${base(lang, city)}/${formatNumber(number)}/calendar.ics`,
  /** What happens to one complaint, as an Atom feed. */
  history: (lang: Lang, city: string, number: string) =>
    `${base(lang, city)}/${formatNumber(number)}/history.atom`,
  /** What proves that the public history was not changed, for `npm run verify-proof`. */
  proof: (lang: Lang, city: string, number: string) =>
    `${base(lang, city)}/${formatNumber(number)}/proof.json`,
  /** What is stored about the resident: look, correct, erase. */
  data: (lang: Lang, city: string, token: string) => `${mine(lang, city, token)}/data`,
  dataAct: (lang: Lang, city: string, token: string, act: 'correct' | 'private' | 'forget' | 'erase') =>
    `${mine(lang, city, token)}/data/${act}`,
  dataZip: (lang: Lang, city: string, token: string) => `${mine(lang, city, token)}/data.zip`,
  /** What everybody sees of a photo, for the holder of the secret link. */
  coverMine: (lang: Lang, city: string, token: string, id: string) =>
    `${mine(lang, city, token)}/photos/${id}`,
  /** Says that something of a complaint breaks the rules; `part` as parts.ts names it. */
  report: (lang: Lang, city: string, number: string, part?: string) =>
    `${base(lang, city)}/${formatNumber(number)}/report${query({ part })}`,
  /** The words about personal data. */
  privacy: (lang: Lang, city: string) => `/${lang}/${city}/privacy`,
  /** What is hidden from everybody, and why. */
  whyHidden: (lang: Lang, city: string) => `/${lang}/${city}/privacy#hidden`,
  photo: (id: string, size: 'large' | 'small') => `/photos/${id}/${size}.jpg`,
  /** A photo of a complaint that is not public, for its reporter. */
  minePhoto: (lang: Lang, city: string, token: string, id: string, size: 'large' | 'small') =>
    `${mine(lang, city, token)}/photos/${id}/${size}.jpg`,
}

export type DeskAct =
  | 'accept'
  | 'start'
  | 'assign'
  | 'transfer'
  | 'decide-transfer'
  | 'extend'
  | 'decide-extension'
  | 'forward'
  | 'helper'
  | 'release'
  | 'help'
  | 'split'
  | 'ask'
  | 'plan'
  | 'answer'
  | 'refuse'
  | 'note'
  | 'publish'
  | 'hide'
  | 'send'
  | 'merge'
  | 'unmerge'

/** Addresses of the staff pages of complaints. */
export const deskPaths = {
  inbox: (filter: Record<string, string | undefined> = {}) => `/staff/inbox${query(filter)}`,
  /** The inbox after this person has passed a complaint on to where they cannot follow it. */
  passedOn: (number: string) => deskPaths.inbox({ passed: formatNumber(number) }),
  /** The row of a complaint in a list that holds it. */
  inboxRow: (filter: Record<string, string | undefined>, number: string) =>
    `${deskPaths.inbox(filter)}#c${number}`,
  inboxSettings: (given: { saved?: string } = {}) => `/staff/inbox/settings${query(given)}`,
  /** What each key does. */
  inboxKeys: () => `${deskPaths.inboxSettings()}#keys`,
  /** Keeps a filter under a name, by POST; and takes it away. */
  saveFilter: () => '/staff/inbox/filters',
  removeFilter: (id: number) => `/staff/inbox/filters/${id}/remove`,
  /** How many came into a filter since, as JSON: GET `?since=` in milliseconds beside the filter. */
  inboxNews: (filter: Record<string, string | undefined>, since: number) =>
    `/staff/inbox/news.json${query({ ...filter, since: String(since) })}`,
  inboxPreview: (number: string) => `/staff/inbox/preview/${formatNumber(number)}`,
  /** Begins an act on many, by POST; then what it is about, how it went, and its table. */
  bulk: () => '/staff/bulk',
  bulkRun: (id: string) => `/staff/bulk/${id}`,
  bulkAct: (id: string, act: 'choose' | 'start' | 'undo') => `/staff/bulk/${id}/${act}`,
  bulkCsv: (id: string) => `/staff/bulk/${id}/complaints.csv`,
  /** "I am answering this", by POST, and who else is, as JSON. */
  answering: (number: string) => `/staff/complaints/${formatNumber(number)}/answering`,
  dashboard: (filter: Record<string, string | undefined> = {}) => `/staff/dashboard${query(filter)}`,
  /** Answers drawn by lot, to be read by the lead. */
  quality: (filter: Record<string, string | undefined> = {}) => `/staff/dashboard/quality${query(filter)}`,
  markAnswer: (id: number, filter: Record<string, string | undefined> = {}) =>
    `/staff/dashboard/quality/${id}${query(filter)}`,
  show: (number: string) => `/staff/complaints/${formatNumber(number)}`,
  /** What this person was told of terms, what waits for their decision, which mails they want. */
  notices: (saved = false) => `/staff/notices${saved ? '?done=1' : ''}`,
  noticesSeen: () => '/staff/notices/seen',
  mailChoice: () => '/staff/notices/mail',
  /** The page with the form of an act open. */
  form: (number: string, act: DeskAct) => `${deskPaths.show(number)}?act=${act}#act`,
  /** The page after an act. */
  done: (number: string, act: DeskAct) => `${deskPaths.show(number)}?done=${act}`,
  /** The next complaint after an act on another. */
  next: (number: string, acted: string) => `${deskPaths.show(number)}?acted=${formatNumber(acted)}`,
  act: (number: string, act: DeskAct) => `/staff/complaints/${formatNumber(number)}/${act}`,
  /** The page with the form of an act and a ready text in it. */
  template: (number: string, act: DeskAct, id: number) =>
    `${deskPaths.show(number)}?act=${act}&template=${id}#act`,
  /** What an act would become, by POST; and the page of it. */
  previewOf: (number: string, act: DeskAct) => `${deskPaths.preview(number)}/${act}`,
  preview: (number: string) => `${deskPaths.show(number)}/preview`,
  /** Keeps what is being written, and throws it away; both by POST. */
  draft: (number: string) => `${deskPaths.show(number)}/draft`,
  discardDraft: (number: string) => `${deskPaths.show(number)}/draft/discard`,
  /** Shows the contacts, by POST, because the look is written down. */
  contacts: (number: string) => `${deskPaths.show(number)}/contacts`,
  /** A letter as PDF; each look is written down. */
  scan: (number: string, id: string) => `${deskPaths.show(number)}/letters/${id}`,
  printCard: (number: string) => `${deskPaths.show(number)}/print`,
  letter: (number: string) => `${deskPaths.show(number)}/letter`,
  /** What everybody sees of a photo. */
  cover: (number: string, id: string) => `${deskPaths.show(number)}/photos/${id}`,
  photo: (id: string, size: 'large' | 'small') => `/staff/photos/${id}/${size}.jpg`,
}
