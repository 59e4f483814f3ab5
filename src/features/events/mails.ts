import type { Deps } from '../../platform/deps.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import type { Letter } from '../../platform/mail/letter.ts'
import { type City, nameIn } from '../city/index.ts'
import { eventPaths } from './paths.ts'
import type { EventWhole } from './queries.ts'
import { wordsIn } from './translated.ts'
import { kindName, whenText } from './words.ts'

/** What somebody who has signed up is told. */
export const mailKinds = [
  'signedUp',
  'waiting',
  'given',
  'reminder',
  'moved',
  'cancelled',
  'removed',
] as const
export type MailKind = (typeof mailKinds)[number]

/** Where and in which language a mail is written. */
export type MailPlace = { city: City; lang: Lang; t: Translate; origin: string }

export const mailPlace = (deps: Pick<Deps, 'texts' | 'config'>, city: City, lang: Lang): MailPlace => ({
  city,
  lang,
  t: deps.texts.in(lang),
  origin: deps.config.publicUrl,
})

const plain = { code: null, items: [], actions: [], notes: [], links: [] }

/** A letter to somebody who has signed up; the link in it is that of the own page. */
export function signUpLetter(
  what: MailKind,
  { event, ticket, persons }: { event: EventWhole; ticket: string; persons: number },
  { city, lang, t, origin }: MailPlace,
): Letter {
  const title = wordsIn(event.title, lang)
  const mine = origin + eventPaths.mine(lang, city.slug, ticket)
  const reason = event.reason === null ? '' : wordsIn(event.reason, lang)
  const facts = [
    whenText(event, { lang, t, timeZone: city.timeZone }),
    wordsIn(event.place, lang),
    wordsIn(event.entrance, lang),
    wordsIn(event.bring, lang) === '' ? '' : t('events:mail.bring', { what: wordsIn(event.bring, lang) }),
    persons > 1 ? t('events:mail.persons', { persons }) : '',
  ]
  const isOver = what === 'cancelled' || what === 'removed'
  return {
    ...plain,
    lang,
    subject: t(`events:mail.subject.${what}`, { title }),
    site: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
    lead: t(`events:mail.lead.${what}`),
    items: [
      {
        title,
        href: origin + eventPaths.show(lang, city.slug, event.id),
        lines: isOver ? [facts[0] ?? ''] : facts.filter((line) => line !== ''),
        quote: null,
      },
    ],
    notes: what === 'cancelled' && reason !== '' ? [t('events:mail.reason', { reason })] : [],
    actions: isOver
      ? [{ label: t('events:mail.others'), href: origin + eventPaths.agenda(lang, city.slug) }]
      : [{ label: t('events:mail.open'), href: mine }],
    why: t('events:mail.why'),
    links: isOver ? [] : [{ label: t('events:mail.leave'), href: mine }],
  }
}

/** What became of a request for help. */
export function wishLetter(
  wish: { kind: Parameters<typeof kindName>[0]; accepted: boolean; reason: string },
  { city, lang, t, origin }: MailPlace,
): Letter {
  const kind = kindName(wish.kind, t)
  const said = wish.accepted ? 'accepted' : 'declined'
  return {
    ...plain,
    lang,
    subject: t(`events:mail.wish.${said}Subject`, { kind }),
    site: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
    lead: t(`events:mail.wish.${said}`, { kind }),
    notes: wish.reason === '' ? [] : [t('events:mail.reason', { reason: wish.reason })],
    actions: [{ label: t('events:mail.others'), href: origin + eventPaths.agenda(lang, city.slug) }],
    why: t('events:mail.wish.why'),
  }
}
