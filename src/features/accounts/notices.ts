import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import { isLang, type Lang, type Translate } from '../../platform/i18n/texts.ts'
import { type Letter, mailRenderer, printLetter } from '../../platform/mail/letter.ts'
import { formatMoment } from '../../platform/time/format.ts'
import { forgetMailedToken } from './actions/issue-setup-link.ts'
import { accountPaths } from './paths.ts'
import { linkToMail, timeZoneOf } from './queries.ts'

const NoticePayload = z.object({
  notice: z.enum(['new-device', 'factor-added', 'factor-removed', 'factor-reset']),
  staffId: z.int(),
  device: z.string(),
  /** Milliseconds UTC. */
  at: z.int(),
})

/** Tells a person by mail of what happened to their own account. Safe to repeat: the id of the mail is the event's. */
export async function mailNotice(deps: Deps, payload: unknown): Promise<void> {
  const { notice, staffId, device, at } = NoticePayload.parse(payload)
  const staff = await deps.db.staff.findFirst({
    where: { id: staffId, disabledAt: null },
    include: { roles: { take: 1 } },
  })
  if (staff === null) return
  const lang = langOf(staff.lang)
  const t = deps.texts.in(lang)
  const moment = formatMoment(at, lang, await timeZoneOf(deps, staff))
  const facts = [
    t('accounts:mail.when', { moment }),
    ...(device === '' ? [] : [t('accounts:mail.device', { device })]),
  ]
  await send(deps, {
    to: staff.email,
    id: `staff.${staffId}.${notice}.${at}`,
    letter: {
      ...plain(lang, t),
      subject: t(`accounts:mail.${notice}.subject`),
      lead: t(`accounts:mail.${notice}.lead`),
      notes: [facts.join('\n'), t('accounts:mail.notYou')],
      actions: [
        { label: t('accounts:mail.toSessions'), href: deps.config.publicUrl + accountPaths.sessions() },
      ],
    },
    t,
  })
}

const LinkPayload = z.object({ link: z.string() })

/** Sends the link by which a person chooses a password, and forgets its token. Safe to repeat. */
export async function mailLink(deps: Deps, payload: unknown): Promise<void> {
  const tokenHash = Buffer.from(LinkPayload.parse(payload).link, 'base64url')
  const link = await linkToMail(deps, tokenHash)
  if (link === null) return
  const lang = langOf(link.lang)
  const t = deps.texts.in(lang)
  const kind = link.invited ? 'invitation' : link.purpose === 'reset' ? 'reset' : 'password'
  const until = formatMoment(link.expiresAt, lang, await timeZoneOf(deps, link))
  await send(deps, {
    to: link.email,
    id: `staff.link.${tokenHash.toString('hex').slice(0, 24)}`,
    letter: {
      ...plain(lang, t),
      subject: t(`accounts:mail.${kind}.subject`),
      lead: t(`accounts:mail.${kind}.lead`, { name: link.name }),
      actions: [
        {
          label: t(`accounts:mail.${kind}.action`),
          href: deps.config.publicUrl + accountPaths.setUp(link.token),
        },
      ],
      notes: [t('accounts:mail.until', { moment: until })],
    },
    t,
  })
  await forgetMailedToken(deps, tokenHash)
}

const langOf = (stored: string): Lang => (isLang(stored) ? stored : 'kk')

const plain = (lang: Lang, t: Translate) => ({
  ...{ lang, code: null, items: [], actions: [], links: [] },
  site: t('common:page.site'),
  why: t('accounts:mail.why'),
})

async function send(
  deps: Deps,
  { to, id, letter, t }: { to: string; id: string; letter: Letter; t: Translate },
): Promise<void> {
  await deps.mail.send({ to, id, ...printLetter(mailRenderer(deps.config), letter, t) })
}
