import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { isLang } from '../../platform/i18n/texts.ts'
import { mailRenderer, printLetter } from '../../platform/mail/letter.ts'
import { bounceBox } from '../../platform/mail/mail-links.ts'
import { MailNotSent } from '../../platform/mail/mailer.ts'
import { cityById } from '../city/index.ts'
import { askToCall } from './actions/ask-to-call.ts'
import { claimReminders } from './actions/claim-reminders.ts'
import { forgetContacts } from './actions/forget-contacts.ts'
import { recordBounced } from './actions/record-bounced.ts'
import { tellAll } from './actions/tell-all.ts'
import { openContact } from './contact.ts'
import { mailKinds, mailPlace, signUpLetter, wishLetter } from './mails.ts'
import { wholeEvent } from './queries.ts'
import { callReasons, kindOf } from './rules.ts'

const MailPayload = z.object({
  signUpId: z.int(),
  what: z.enum(mailKinds),
  n: z.int().default(0),
  quiet: z.boolean().default(false),
})
const TellPayload = z.object({
  eventId: z.int(),
  what: z.enum(['moved', 'cancelled']),
  afterNo: z.int(),
  n: z.int(),
})
const RefusedPayload = z.object({ signUpId: z.int(), refusal: z.string() })
const AnswerPayload = z.object({ wishId: z.int() })

export const eventJobs = (deps: Deps): Job[] => [
  {
    name: 'events.mail',
    patient: true,
    run: (payload) => sendToSignUp(deps, MailPayload.parse(payload)),
  },
  {
    name: 'events.refused',
    run: (payload) => recordBounced(deps, RefusedPayload.parse(payload)),
  },
  {
    name: 'events.tell',
    run: (payload) => tellAll(deps, TellPayload.parse(payload)),
  },
  {
    name: 'events.answer',
    patient: true,
    run: (payload) => answerWish(deps, AnswerPayload.parse(payload).wishId),
  },
  {
    name: 'events.remind',
    cron: '7 * * * *',
    async run(_payload, now) {
      const count = await claimReminders(deps, now.epochMilliseconds)
      if (count > 0) deps.log.info({ count }, 'people reminded of events')
    },
  },
  {
    name: 'events.forget',
    cron: '15 21 * * *',
    async run(_payload, now) {
      const count = await forgetContacts(deps, now.epochMilliseconds)
      if (count > 0) deps.log.info({ count }, 'contacts of events forgotten')
    },
  },
]

/** What a mail says of a sign-up is still true of these states of it. */
const fits = (what: (typeof mailKinds)[number], state: string): boolean => {
  if (what === 'removed') return state === 'left'
  if (state === 'left') return false
  if (what === 'waiting') return state === 'waiting'
  return what === 'moved' || what === 'cancelled' || state === 'given'
}

/** Mails the news, or has staff call whom no mail reaches. `quiet`: who asked for it needs no call. */
async function sendToSignUp(
  deps: Deps,
  { signUpId, what, n, quiet }: z.infer<typeof MailPayload>,
): Promise<void> {
  const signUp = await deps.db.eventSignUp.findUnique({ where: { id: signUpId } })
  if (signUp === null || !fits(what, signUp.state)) return
  const contact = openContact(deps, signUp)
  const [event, city] = await Promise.all([wholeEvent(deps, signUp.eventId), cityById(deps, signUp.cityId)])
  if (contact === null || event === null || city === null) return
  // What was called off meanwhile is said by the mail about that
  if (event.state === 'cancelled' && what !== 'cancelled') return
  // A letter that waited for the mail server reminds of nothing any more
  if (what === 'reminder' && event.startsAt <= deps.now().epochMilliseconds) return
  const why = quiet ? undefined : callReasons.find((one) => one === what)
  const call = why === undefined ? null : { signUpId, cityId: city.id, why, n }
  if (contact.email === null || signUp.refusal !== null) {
    if (call !== null) await askToCall(deps, call)
    return
  }
  // Before it leaves: it may come back at once
  if (call !== null)
    await deps.db.eventSignUp.update({ where: { id: signUpId }, data: { news: call.why, newsN: n } })
  const place = mailPlace(deps, city, isLang(signUp.lang) ? signUp.lang : 'kk')
  const letter = signUpLetter(what, { event, ticket: contact.ticket, persons: signUp.persons }, place)
  const refusal = await sent(deps, {
    to: contact.email,
    ...printLetter(mailRenderer(deps.config), letter, place.t),
    id: `event-sign-up.${signUpId}.${what}.${n}`,
    bounceBox: bounceBox(deps.keys, { kind: 'e', id: signUpId }),
  })
  if (refusal === null) return
  await deps.db.eventSignUp.update({ where: { id: signUpId }, data: { refusal } })
  if (call !== null) await askToCall(deps, call)
}

async function answerWish(deps: Deps, wishId: number): Promise<void> {
  const wish = await deps.db.eventRequest.findUnique({ where: { id: wishId } })
  if (wish === null || wish.state === 'new') return
  const asker = openContact(deps, wish)
  const city = await cityById(deps, wish.cityId)
  const kind = kindOf(wish.kind)
  if (asker === null || asker.email === null || city === null || kind === null) return
  const place = mailPlace(deps, city, isLang(wish.lang) ? wish.lang : 'kk')
  const letter = wishLetter({ kind, accepted: wish.state === 'accepted', reason: wish.reason }, place)
  await sent(deps, {
    to: asker.email,
    ...printLetter(mailRenderer(deps.config), letter, place.t),
    id: `event-request.${wishId}`,
  })
}

/** Null, or what the server said when it refused the address for good; every other failure is tried again. */
async function sent(
  { mail }: Pick<Deps, 'mail'>,
  letter: Parameters<Deps['mail']['send']>[0],
): Promise<string | null> {
  try {
    await mail.send(letter)
    return null
  } catch (error) {
    if (!(error instanceof MailNotSent) || error.refusal === null) throw error
    return error.refusal
  }
}
