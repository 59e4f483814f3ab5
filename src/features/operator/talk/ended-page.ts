import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, SummaryRow } from '../../../platform/http/parts.ts'
import { endonyms, type Lang, langs, type Translate } from '../../../platform/i18n/texts.ts'
import { type Qr, qrCode } from '../../../platform/look/qr.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import {
  complaintPaths,
  deskPaths,
  type FiledComplaint,
  type Filer,
  formatNumber,
} from '../../complaints/index.ts'
import { operatorPaths, spokenNumber } from '../paths.ts'
import { type DeskNav, deskNav } from './desk-nav.ts'
import { type DeskLang, deskLangs } from './forms.ts'
import { minutes } from './page.ts'
import type { DeskState } from './queries.ts'

/** Words to say, in one language. */
type Said = { lang: DeskLang; name: string; text: string }

export type EndedModel = PageModel & {
  nav: DeskNav
  lead: string
  number: string
  said: Said[]
  notes: string[]
  rows: SummaryRow[]
  caseHref: string
  slipHref: string | null
  nextHref: string
}

export const endedPage = definePage<EndedModel>('operator/ended', { layout: 'staff' })

export type EndedInput = {
  filer: Filer
  /** By language of the caller. */
  say: Record<DeskLang, Translate>
  state: DeskState
  talkId: string
  seconds: number
  /** The language that the caller speaks comes first. */
  replyLang: DeskLang
  ended:
    | { kind: 'filed'; complaint: FiledComplaint; hasPhone: boolean }
    | { kind: 'joined'; number: string; reporters: number }
}

/** What to say after saving, and where to go on. */
export function endedModel(input: EndedInput): EndedModel {
  const { filer, ended, talkId, seconds, replyLang } = input
  const { t, city } = filer
  const number = ended.kind === 'filed' ? ended.complaint.number : ended.number
  const order = [replyLang, ...deskLangs.filter((lang) => lang !== replyLang)]
  return {
    page: {
      title: t(`operator:ended.${ended.kind}`),
      crumbs: [{ href: operatorPaths.desk(city.slug), label: t('operator:talk.new') }],
      noindex: true,
      scripts: ['operator.js'],
    },
    nav: deskNav(input, talkId),
    lead: t('operator:ended.length', { length: minutes(seconds) }),
    number: formatNumber(number),
    said: order.map((lang) => ({ lang, name: endonyms[lang], text: saidIn(input, lang, number) })),
    notes:
      ended.kind === 'filed'
        ? notesOf(t, ended)
        : [t('operator:ended.joinedNote', { count: ended.reporters })],
    rows: ended.kind === 'filed' ? factRows(filer, filer, ended.complaint) : [],
    caseHref: deskPaths.show(number),
    slipHref: ended.kind === 'filed' ? operatorPaths.slip(city.slug, talkId) : null,
    nextHref: operatorPaths.desk(city.slug),
  }
}

function saidIn({ say, ended, filer: { directory } }: EndedInput, lang: DeskLang, number: string): string {
  const speak = say[lang]
  if (ended.kind === 'joined') return speak('operator:say.joined', { number: spokenNumber(number) })
  const { officeId, dueOn } = ended.complaint
  const office = officeId === null ? undefined : directory.officeById.get(officeId)
  return [
    speak('operator:say.number', { number: spokenNumber(number) }),
    office === undefined ? '' : speak('operator:say.sentTo', { office: nameIn(office.names, lang) }),
    dueOn === null ? '' : speak('operator:say.dueOn', { day: formatDay(dueOn, lang) }),
  ]
    .filter(Boolean)
    .join(' ')
}

/** How the caller gets the secret link. The portal sends no SMS. */
function notesOf(
  t: Translate,
  { complaint, hasPhone }: { complaint: FiledComplaint; hasPhone: boolean },
): string[] {
  return [
    t(complaint.hasEmail ? 'operator:ended.mailed' : 'operator:ended.noMail'),
    ...(hasPhone ? [t('operator:ended.noSms', { number: formatNumber(complaint.number) })] : []),
    ...(complaint.publication === 'held' ? [t('operator:ended.held')] : []),
  ]
}

function factRows(
  { city, directory }: Pick<Filer, 'city' | 'directory'>,
  { lang, t }: { lang: Lang; t: Translate },
  { officeId, dueOn, registeredOn, receivedAt, categoryId }: FiledComplaint,
): SummaryRow[] {
  const office = officeId === null ? undefined : directory.officeById.get(officeId)
  const category = categoryId === null ? undefined : directory.categoryById.get(categoryId)
  const rows: [string, string | null][] = [
    [t('operator:slip.category'), category === undefined ? null : nameIn(category.names, lang)],
    [t('operator:slip.received'), formatMoment(receivedAt, lang, city.timeZone)],
    [t('operator:slip.registered'), registeredOn === null ? null : formatDay(registeredOn, lang)],
    [
      t('operator:slip.office'),
      office === undefined ? t('operator:slip.noOffice') : nameIn(office.names, lang),
    ],
    [t('operator:slip.phones'), office?.contacts.phones.join(', ') || null],
    [t('operator:slip.due'), dueOn === null ? null : formatDay(dueOn, lang)],
  ]
  return rows.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}

export type SlipModel = PageModel & {
  /** Language of the slip, which is that of the caller. */
  lang: Lang
  heading: string
  number: string
  rows: SummaryRow[]
  link: string
  qr: Qr
  texts: { link: string; keep: string; qr: string; desk: string }
  backHref: string
  /** The same slip in the other languages. */
  others: Link[]
}

export const slipPage = definePage<SlipModel>('operator/slip', { layout: 'staff' })

export type SlipInput = {
  filer: Filer
  say: Translate
  replyLang: Lang
  talkId: string
  complaint: FiledComplaint
  secretToken: string
  publicUrl: string
}

/** What the caller takes along on paper: in the caller's language, whatever that of the page is. */
export function slipModel({
  filer,
  say,
  replyLang,
  talkId,
  complaint,
  secretToken,
  publicUrl,
}: SlipInput): SlipModel {
  const { t, city } = filer
  const link = publicUrl + complaintPaths.mine(replyLang, city.slug, secretToken)
  const phones = city.profile.desk?.phones.join(', ') ?? ''
  return {
    page: {
      title: t('operator:slip.title', { number: formatNumber(complaint.number) }),
      crumbs: [{ href: operatorPaths.ended(city.slug, talkId), label: t('operator:ended.filed') }],
      noindex: true,
    },
    lang: replyLang,
    heading: say('operator:slip.heading', { city: nameIn(city.names, replyLang) }),
    number: formatNumber(complaint.number),
    rows: factRows(filer, { lang: replyLang, t: say }, complaint),
    link,
    qr: qrCode(link),
    texts: {
      link: say('operator:slip.link'),
      keep: say('operator:slip.keep'),
      qr: say('operator:slip.qr'),
      desk: phones === '' ? '' : say('operator:slip.desk', { phones }),
    },
    backHref: operatorPaths.ended(city.slug, talkId),
    others: langs
      .filter((one) => one !== replyLang)
      .map((one) => ({ href: operatorPaths.slip(city.slug, talkId, one), label: endonyms[one] })),
  }
}
