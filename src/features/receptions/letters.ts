import type { Deps } from '../../platform/deps.ts'
import { isLang } from '../../platform/i18n/texts.ts'
import { type Letter, mailRenderer, printLetter } from '../../platform/mail/letter.ts'
import { bounceBox } from '../../platform/mail/mail-links.ts'
import { MailNotSent } from '../../platform/mail/mailer.ts'
import { formatMoment } from '../../platform/time/format.ts'
import { localDate } from '../../platform/time/local-day.ts'
import { type City, cityById, nameIn } from '../city/index.ts'
import { askToCall } from './actions/ask-to-call.ts'
import { refuseMails } from './actions/refuse-mails.ts'
import { markTold } from './actions/tell-news.ts'
import { receptionPaths } from './paths.ts'
import {
  type Body,
  type BookingRow,
  bodiesOf,
  bookingById,
  type ReceptionRow,
  receptionById,
} from './queries.ts'
import { callReasons } from './rules.ts'
import type { Visitor } from './stored.ts'

/** What a visitor is told by mail. */
export const letterKinds = [
  ...(['booked', 'waiting', 'offered', 'lapsed', 'calledOff', 'dropped', 'reminder'] as const),
  // A place became free too late to ask: it is theirs.
  'given',
] as const
export type LetterKind = (typeof letterKinds)[number]

/** States in which the letter still says something true. */
const isTrue: Readonly<Record<LetterKind, readonly BookingRow['state'][]>> = {
  booked: ['booked', 'came', 'missed'],
  given: ['booked', 'came', 'missed'],
  waiting: ['waiting', 'offered', 'booked'],
  offered: ['offered'],
  lapsed: ['lapsed'],
  calledOff: ['cancelled'],
  dropped: ['cancelled'],
  reminder: ['booked'],
}

/** `quiet`: who asked for it needs no call when no mail arrives. */
export type ToSend = { booking: number; kind: LetterKind; quiet: boolean }

/**
 * Sends one letter to whoever booked, when it is still true; whom no mail reaches is called by staff. Safe to repeat: the
 * name of the letter is the id of the mail, so a copy after a crash is recognised.
 */
export async function sendLetter(deps: Deps, letter: ToSend): Promise<void> {
  await deliver(deps, letter)
  await markTold(deps, { id: letter.booking, kind: letter.kind, quiet: letter.quiet })
}

async function deliver(deps: Deps, { booking: id, kind, quiet }: ToSend): Promise<void> {
  const booking = await bookingById(deps, id)
  if (booking === null || !isTrue[kind].includes(booking.state)) return
  const { visitor } = booking
  if (visitor === null) return
  const why = quiet ? undefined : callReasons.find((one) => one === kind)
  const call = why === undefined ? null : { bookingId: id, cityId: booking.cityId, why }
  if (visitor.email === null || booking.refusal !== null) {
    if (call !== null) await askToCall(deps, call)
    return
  }
  const city = await cityById(deps, booking.cityId)
  const reception = await receptionById(deps, { cityId: booking.cityId, id: booking.receptionId })
  if (city === null || reception === null) return
  const body = (await bodiesOf(deps, city.id)).find((one) => one.id === reception.bodyId)
  const startsAt = booking.slotStartsAt ?? reception.startsAt
  // A letter that waited for the mail server reminds of nothing any more.
  if (kind === 'reminder' && startsAt <= deps.now().epochMilliseconds) return
  const today = localDate(deps.now(), city.timeZone).toString()
  const lang = isLang(booking.lang) ? booking.lang : 'kk'
  const t = deps.texts.in(lang)
  const origin = deps.config.publicUrl
  const letter = letterOf({ kind, booking, visitor, city, reception, body, today, lang, t, origin })
  try {
    await deps.mail.send({
      to: visitor.email,
      ...printLetter(mailRenderer(deps.config), letter, t),
      id: `reception.${id}.${kind}`,
      bounceBox: bounceBox(deps.keys, { kind: 'v', id }),
    })
  } catch (error) {
    if (!(error instanceof MailNotSent) || error.refusal === null) throw error
    await refuseMails(deps, { id, refusal: error.refusal })
    if (call !== null) await askToCall(deps, call)
  }
}

type ToSay = {
  kind: LetterKind
  booking: BookingRow
  visitor: Visitor
  city: City
  reception: ReceptionRow
  body: Body | undefined
  /** ISO day of the city on which it is written. */
  today: string
  lang: Letter['lang']
  t: ReturnType<Deps['texts']['in']>
  origin: string
}

export function letterOf(said: ToSay): Letter {
  const { booking, visitor, city, reception, body, today, lang, t, origin } = said
  const kind = said.kind === 'reminder' && reception.day === today ? 'reminderToday' : said.kind
  const href = origin + receptionPaths.booking(lang, city.slug, visitor.token)
  const when = formatMoment(booking.slotStartsAt ?? reception.startsAt, lang, city.timeZone)
  const until = booking.offeredUntil === null ? '' : formatMoment(booking.offeredUntil, lang, city.timeZone)
  return {
    lang,
    subject: t(`receptions:mail.${kind}.subject`, { when }),
    site: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
    lead: t(`receptions:mail.${kind}.lead`, { until }),
    code: null,
    items: [
      {
        title: [nameIn(reception.position, lang), reception.person].filter(Boolean).join(', '),
        href,
        lines: [
          when,
          body === undefined ? '' : nameIn(body.names, lang),
          [nameIn(reception.place, lang), body === undefined ? '' : nameIn(body.address, lang)]
            .filter(Boolean)
            .join(', '),
          kind === 'calledOff' ? reception.cancelledWhy : '',
        ].filter(Boolean),
        quote: null,
      },
    ],
    actions: [{ label: t(`receptions:mail.${kind}.action`), href }],
    notes: ['booked', 'given', 'reminder', 'reminderToday'].includes(kind)
      ? [t('receptions:mail.bring')]
      : [],
    why: t('receptions:mail.why'),
    links: [],
  }
}
