import { z } from 'zod'
import { unseal } from '../../platform/crypto/seal.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { isLang } from '../../platform/i18n/texts.ts'
import { type Letter, mailRenderer, printLetter } from '../../platform/mail/letter.ts'
import { MailNotSent } from '../../platform/mail/mailer.ts'
import { cityById, nameIn } from '../city/index.ts'
import { publicText } from '../complaints/index.ts'
import { forgetAsker, forgetOld } from './actions/forget-old.ts'
import { makeOwnerLetters } from './actions/make-owner-letters.ts'
import { askerContext } from './actions/request-guide.ts'
import { mailOwner, OwnerLetter } from './owners/letter.ts'
import { guidePaths } from './paths.ts'

const Payload = z.object({ requestId: z.int() })

export const guideJobs = (deps: Deps): Job[] => [
  {
    name: 'guides.tell',
    patient: true,
    /** Tells who asked for a situation what became of it, once; the address goes afterwards. */
    async run(payload) {
      const { requestId } = Payload.parse(payload)
      const letter = await letterAbout(deps, requestId)
      if (letter === null) return
      await sendOnce(deps, letter)
      await forgetAsker(deps, requestId)
    },
  },
  {
    name: 'guides.owners',
    // 08:10 in Kazakhstan (UTC+5).
    cron: '10 3 * * *',
    async run(_payload, now) {
      const letters = await makeOwnerLetters(deps, now)
      if (letters > 0) deps.log.info({ letters }, 'letters to the owners of guides')
    },
  },
  {
    name: 'guides.owner-letter',
    patient: true,
    run: (payload) => mailOwner(deps, OwnerLetter.parse(payload)),
  },
  {
    name: 'guides.forget',
    cron: '50 20 * * *',
    async run(_payload, now) {
      const count = await forgetOld(deps, now)
      if (count > 0) deps.log.info({ count }, 'old words about guides removed')
    },
  },
]

type Mail = Parameters<Deps['mail']['send']>[0]

/** Null when there is nobody to tell, or nothing yet. */
async function letterAbout(deps: Deps, requestId: number): Promise<Mail | null> {
  const request = await deps.db.guideRequest.findUnique({
    where: { id: requestId },
    include: { guide: { select: { slug: true } } },
  })
  if (request === null || request.sealedEmail === null) return null
  const isPublished = request.state === 'published' && request.guide !== null
  if (!isPublished && request.state !== 'declined') return null
  const city = await cityById(deps, request.cityId)
  if (city === null) return null
  const lang = isLang(request.lang) ? request.lang : 'kk'
  const t = deps.texts.in(lang)
  const path =
    isPublished && request.guide !== null
      ? guidePaths.show(lang, city.slug, request.guide.slug)
      : guidePaths.requests(lang, city.slug)
  const letter: Letter = {
    lang,
    subject: t(isPublished ? 'guides:mail.publishedSubject' : 'guides:mail.declinedSubject'),
    site: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
    lead: t(isPublished ? 'guides:mail.published' : 'guides:mail.declined', {
      words: publicText(request.words, t),
    }),
    notes: request.reason === '' ? [] : [t('guides:requests.reason', { reason: request.reason })],
    actions: [
      {
        label: t(isPublished ? 'guides:mail.open' : 'guides:requests.title'),
        href: deps.config.publicUrl + path,
      },
    ],
    why: t('guides:mail.why'),
    ...{ code: null, items: [], links: [] },
  }
  return {
    to: unseal(deps.keys, request.sealedEmail, askerContext(request.formKey)),
    ...printLetter(mailRenderer(deps.config), letter, t),
    id: `guide-request.${request.id}.${request.version}`,
  }
}

/** What the server refuses for good will not be taken later either; every other failure is tried again. */
async function sendOnce({ mail }: Pick<Deps, 'mail'>, letter: Mail): Promise<void> {
  try {
    await mail.send(letter)
  } catch (error) {
    if (!(error instanceof MailNotSent) || error.refusal === null) throw error
  }
}
