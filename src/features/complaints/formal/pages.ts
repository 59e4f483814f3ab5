import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, Photo, SummaryRow, Tag } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { type Qr, qrCode } from '../../../platform/look/qr.ts'
import { formatDay, formatInstant, formatMoment } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { formatNumber } from '../number.ts'
import { complaintPaths } from '../paths.ts'
import type { Reading } from '../public/reading.ts'
import { complaintView, crumbsOf } from '../public/show/pages.ts'
import type { ComplaintRow } from '../public/show/queries.ts'
import { appealText, type FormalLang, formalLangs, formalText } from './formal-text.ts'
import { type AppealDays, appealDays, filingDays } from './terms-of-law.ts'

/** Texts of a language, whatever the language of the page. */
export type TextsIn = (lang: Lang) => Translate

type Paper = { lang: FormalLang; title: string; text: string; id: string }

import { receiptCode, type SignedReceipt } from '../receipt/signed-receipt.ts'

export type FormalModel = PageModel & {
  heading: string
  number: string
  title: string
  place: string | null
  placeLang: string
  /** Ready to copy, the language of the page first. */
  papers: Paper[]
  answerBy: string
  forwardBy: string
  site: Link | null
  zip: { href: string; photos: number } | null
  appeal: {
    title: string
    intro: string
    steps: { title: string; text: string }[]
    papers: Paper[]
  } | null
  backHref: string
}

export const formalPage = definePage<FormalModel>('complaints/formal/formal')

/**
 * How to file formally and how to complain about an answer.
 * @param token of the secret link; null on the public page, which gives the text alone
 */
export function formalModel(
  row: ComplaintRow,
  reading: Reading,
  { token, textsIn }: { token: string | null; textsIn: TextsIn },
): FormalModel {
  const { city, lang, t } = reading
  const { words } = row
  if (words === null) throw new Error('the words of this complaint are not for this reader')
  const view = complaintView(row, reading, ({ id }, size) => complaintPaths.photo(id, size))
  const days = filingDays(reading)
  const backHref =
    token === null
      ? complaintPaths.show(lang, city.slug, row.number)
      : complaintPaths.mine(lang, city.slug, token)
  const number = formatNumber(row.number)
  const link = city.profile.links.find(({ url }) => url.includes('eotinish'))
  const paper =
    (id: string, title: (t: Translate) => string, write: typeof appealText) =>
    (paperLang: FormalLang): Paper[] => {
      const texts = textsIn(paperLang)
      const text = write({ row, words, reading, lang: paperLang, t: texts })
      return text === null ? [] : [{ lang: paperLang, title: title(t), text, id: `${id}-${paperLang}` }]
    }
  const order = formalLangs.toSorted((a, b) => Number(b === lang) - Number(a === lang))
  return {
    page: {
      title: t('formal:title'),
      noindex: true,
      crumbs:
        token === null
          ? [...crumbsOf(reading), { href: backHref, label: number }]
          : [
              { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
              { href: backHref, label: number },
            ],
    },
    heading: t('formal:title'),
    number,
    title: view.title,
    place: view.place,
    placeLang: view.placeLang,
    papers: order.flatMap((paperLang) =>
      paper('formal', () => t(`formal:textIn.${paperLang}`), formalText)(paperLang),
    ),
    answerBy: formatDay(days.answerBy, lang),
    forwardBy: formatDay(days.forwardBy, lang),
    site: link === undefined ? null : { href: link.url, label: nameIn(link.label, lang) },
    zip:
      token === null
        ? null
        : { href: complaintPaths.formalZip(lang, city.slug, token), photos: row.photos.length },
    appeal: appealOf(row, reading, order, (paperLang) =>
      paper('appeal', () => t(`formal:appealIn.${paperLang}`), appealText)(paperLang),
    ),
    backHref,
  }
}

function appealOf(
  row: ComplaintRow,
  reading: Reading,
  order: readonly FormalLang[],
  write: (lang: FormalLang) => Paper[],
): FormalModel['appeal'] {
  const days = appealDays(row, reading)
  if (days === null) return null
  const { t, lang } = reading
  return {
    title: t(days.about === 'answer' ? 'formal:appeal.title_of_answer' : 'formal:appeal.title_of_silence'),
    intro: t(days.tooLate ? 'formal:appeal.tooLate' : 'formal:appeal.until', {
      from: formatDay(days.from, lang),
      until: formatDay(days.until, lang),
      months: days.terms.complainMonths,
    }),
    steps: days.tooLate ? [] : stepsOf(days, reading),
    papers: days.tooLate ? [] : order.flatMap(write),
  }
}

function stepsOf(days: AppealDays, { t, lang }: Reading) {
  const passedOn = formatDay(days.passedOnBy, lang)
  const decided = formatDay(days.decidedBy, lang)
  return [
    { title: t('formal:appeal.step1'), text: t('formal:appeal.step1Text') },
    {
      title: t('formal:appeal.step2'),
      text: t('formal:appeal.step2Text', { day: passedOn, days: days.terms.passOnDays }),
    },
    {
      title: t('formal:appeal.step3'),
      text: t('formal:appeal.step3Text', { day: decided, days: days.terms.reviewDays }),
    },
    { title: t('formal:appeal.step4'), text: t('formal:appeal.step4Text') },
  ]
}

export type ReceiptModel = PageModel & {
  heading: string
  number: string
  tag: Tag
  rows: SummaryRow[]
  text: { text: string; lang: string }
  photos: Photo[]
  printed: string
  qr: Qr
  link: string
  note: string
  /** What the portal has signed; null for what it did not take in itself. */
  signed: { code: string; qr: Qr; checkHref: string; fileHref: string } | null
  formalHref: string
  zipHref: string
  backHref: string
}

export const receiptPage = definePage<ReceiptModel>('complaints/formal/receipt')

/** What the resident keeps on paper: what was received, when, by whom, and by when an answer is due. */
export function receiptModel(
  row: ComplaintRow,
  reading: Reading,
  { token, receipt }: { token: string; receipt: SignedReceipt | null },
): ReceiptModel {
  const { city, lang, t, origin, now, timeZone } = reading
  const href = complaintPaths.mine(lang, city.slug, token)
  const view = complaintView(row, reading, (photo, size) =>
    complaintPaths.minePhoto(lang, city.slug, token, photo.id, size),
  )
  const pictures = new Map(view.photos.map((photo) => [photo.src, photo]))
  if (view.beforeAfter !== null) pictures.set(view.beforeAfter.before.src, view.beforeAfter.before)
  return {
    page: {
      title: t('formal:receipt.title'),
      noindex: true,
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
        { href, label: formatNumber(row.number) },
      ],
    },
    heading: t('formal:receipt.title'),
    number: formatNumber(row.number),
    tag: view.tag,
    rows: receiptRows(row, reading, view.title),
    text: { text: row.words?.text ?? '', lang: row.words?.textLang ?? lang },
    photos: [...pictures.values()],
    printed: t('formal:receipt.printed', { moment: formatMoment(now, lang, timeZone) }),
    qr: qrCode(origin + href),
    link: origin + href,
    note: t('formal:note'),
    signed: receipt && signedPart(receipt, reading, token),
    formalHref: complaintPaths.formal(lang, city.slug, token),
    zipHref: complaintPaths.formalZip(lang, city.slug, token),
    backHref: href,
  }
}

function signedPart(
  receipt: SignedReceipt,
  { lang, city, origin }: Reading,
  token: string,
): ReceiptModel['signed'] {
  const code = receiptCode(receipt)
  const checkHref = complaintPaths.checkReceipt(lang, city.slug, code)
  return {
    code,
    qr: qrCode(origin + checkHref),
    checkHref,
    fileHref: complaintPaths.receiptJson(lang, city.slug, token),
  }
}

/** The facts of a receipt (APPC article 64: number, date, time, who received it), as rows of a label and a value. */
export function receiptRows(row: ComplaintRow, reading: Reading, category: string): SummaryRow[] {
  const { t, lang, timeZone, city, directory } = reading
  const office = row.facts?.officeId == null ? undefined : directory.officeById.get(row.facts.officeId)
  const area = city.areas.find(({ id }) => id === row.facts?.districtId)
  const place = [row.words?.address, row.words?.landmark, area && nameIn(area.names, lang)]
  const registeredOn = row.facts?.registeredOn ?? null
  const answer = row.answers.at(-1)
  const rows: [label: string, value: string | null][] = [
    [t('formal:receipt.number'), formatNumber(row.number)],
    [t('public:facts.received'), formatMoment(row.receivedAt, lang, timeZone)],
    [t('public:facts.registered'), registeredOn === null ? null : formatDay(registeredOn, lang)],
    [t('formal:receipt.by'), t('common:page.siteOf', { city: nameIn(city.names, lang) })],
    [t('public:facts.office'), office === undefined ? t('public:why.none') : nameIn(office.names, lang)],
    [
      t('formal:receipt.officeContacts'),
      office === undefined ? null : office.contacts.phones.join(', ') || null,
    ],
    [t('public:facts.due'), row.dueOn === null ? null : formatDay(row.dueOn, lang)],
    [t('formal:receipt.category'), category],
    [t('formal:receipt.place'), place.filter(Boolean).join(', ') || null],
    [t('formal:receipt.photos'), String(row.photos.filter(({ role }) => role !== 'after').length)],
    [
      t('public:answer.title'),
      answer === undefined
        ? null
        : `${formatInstant(answer.at, lang, timeZone)}, ${t(`complaints:outcome.${answer.outcome}`)}`,
    ],
  ]
  return rows.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}
