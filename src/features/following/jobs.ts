import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { type LetterItem, mailRenderer, printLetter } from '../../platform/mail/letter.ts'
import { bounceBox } from '../../platform/mail/mail-links.ts'
import { MailNotSent } from '../../platform/mail/mailer.ts'
import { cityById } from '../city/index.ts'
import { hasReported, newsOf, type Reading } from '../complaints/index.ts'
import { forgetOld } from './actions/forget-old.ts'
import { makeDailyLetters } from './actions/make-daily-letters.ts'
import { markLetterSent } from './actions/mark-letter-sent.ts'
import { noteNews } from './actions/note-news.ts'
import { noteTogether, noteTopicNews } from './actions/note-topic-news.ts'
import { recordRefusal } from './actions/record-refusal.ts'
import { startCodeClock } from './actions/start-code-clock.ts'
import { followerById } from './followers.ts'
import { codeLetter, newsLetter, readingFor, reportItem, topicItem, unsubscribeHref } from './mails.ts'
import { requestById } from './requests.ts'
import { codeMinutes, linkMinutes } from './rules.ts'

const Event = z.object({ complaintId: z.int(), seq: z.int() })
const Told = z.object({ newsId: z.int(), topic: z.string() })
const Together = z.object({ group: z.string(), news: z.array(Told) })
const Code = z.object({ id: z.int(), send: z.int() })
const LetterName = z.object({ letter: z.string() })

export function followingJobs(deps: Deps): Job[] {
  return [
    {
      name: 'following.news',
      on: 'complaints.notify',
      async run(payload) {
        await noteNews(deps, Event.parse(payload))
      },
    },
    {
      name: 'following.topic',
      async run(payload) {
        await noteTopicNews(deps, Told.parse(payload))
      },
    },
    {
      name: 'following.topics',
      async run(payload) {
        await noteTogether(deps, Together.parse(payload))
      },
    },
    {
      name: 'following.code',
      patient: true,
      run: (payload) => sendCode(deps, Code.parse(payload)),
    },
    {
      name: 'following.letter',
      patient: true,
      run: (payload) => sendLetter(deps, LetterName.parse(payload).letter),
    },
    {
      name: 'following.daily',
      // 08:00 in Kazakhstan (UTC+5).
      cron: '0 3 * * *',
      async run() {
        const letters = await makeDailyLetters(deps)
        if (letters > 0) deps.log.info({ letters }, 'daily letters to followers')
      },
    },
    {
      name: 'following.forget',
      cron: '50 20 * * *',
      async run(_payload, now) {
        const removed = await forgetOld(deps, now)
        if (removed > 0) deps.log.info({ removed }, 'codes, sent notices and idle addresses removed')
      },
    },
  ]
}

/**
 * Mails a code. A later mail with the same code makes an earlier one that has not left needless.
 */
async function sendCode(deps: Deps, { id, send }: z.infer<typeof Code>): Promise<void> {
  const request = await requestById(deps, id)
  if (request === null || request.usedAt !== null || send < request.sends) return
  const city = await cityById(deps, request.cityId)
  if (city === null) return
  const reading = await readingFor(deps, city, request.lang)
  const isLink = request.act.kind === 'mine'
  // Nothing is written to an address that has reported nothing; whoever asks is told the same either way.
  if (isLink && !(await hasReported(deps, request.email))) return
  const sent = await delivered(deps, {
    to: request.email,
    ...printLetter(mailRenderer(deps.config), codeLetter(request, reading), reading.t),
    id: `code.${id}.${send}`,
    bounceBox: bounceBox(deps.keys, { kind: 'r', id }),
  })
  if (!sent.ok) return recordRefusal(deps, { whom: { kind: 'r', id }, refusal: sent.refusal })
  await startCodeClock(deps, { requestId: id, minutes: isLink ? linkMinutes : codeMinutes })
}

/**
 * Sends a letter of news and writes down that it left. Safe to repeat: the id of the mail is the name of the letter,
 * so a copy after a crash is recognised as the same message.
 */
async function sendLetter(deps: Deps, letter: string): Promise<void> {
  const notices = await deps.db.followNotice.findMany({
    where: { letter, sentAt: null },
    orderBy: { id: 'asc' },
    include: {
      subscription: { select: { id: true, cityId: true, topic: true } },
      topicNews: { select: { news: true } },
    },
  })
  const [first] = notices
  if (first === undefined) return
  const follower = await followerById(deps, first.followerId)
  const city = await cityById(deps, first.subscription.cityId)
  if (follower === null || city === null) return
  const reading = await readingFor(deps, city, follower.lang)
  const items = (await Promise.all(notices.map((notice) => itemOf(deps, notice, reading)))).filter(
    (item) => item !== null,
  )
  // Whoever leaves a newsletter leaves that one; what else they follow goes on.
  const only =
    first.subscription.topic !== null &&
    notices.every(({ subscriptionId }) => subscriptionId === first.subscriptionId)
  const ended = only
    ? { kind: 's' as const, id: first.subscriptionId }
    : { kind: 'f' as const, id: follower.id }
  const unsubscribe = unsubscribeHref(deps, ended, { lang: follower.lang, city: city.slug })
  const ofTopics = notices.some(({ topicNewsId }) => topicNewsId !== null)
  const written = newsLetter({ follower, items, ofTopics, only, unsubscribe }, reading)
  if (written !== null) {
    const whom = { kind: 'f', id: follower.id } as const
    const sent = await delivered(deps, {
      to: follower.email,
      ...printLetter(mailRenderer(deps.config), written, reading.t),
      id: letter,
      bounceBox: bounceBox(deps.keys, whom),
      unsubscribe,
    })
    if (!sent.ok) await recordRefusal(deps, { whom, refusal: sent.refusal })
  }
  await markLetterSent(deps, letter)
}

type Notice = { complaintId: number | null; seq: number | null; topicNews: { news: unknown } | null }

/** Null for what is not public any more. */
async function itemOf(
  deps: Deps,
  { complaintId, seq, topicNews }: Notice,
  reading: Reading,
): Promise<LetterItem | null> {
  if (topicNews !== null) return topicItem(topicNews.news, reading)
  if (complaintId === null || seq === null) return null
  const news = await newsOf(deps, { complaintId, seq })
  return news?.shown ? reportItem(news, reading) : null
}

async function delivered(
  { mail }: Pick<Deps, 'mail'>,
  letter: Parameters<Deps['mail']['send']>[0],
): Promise<{ ok: true } | { ok: false; refusal: string }> {
  try {
    await mail.send(letter)
    return { ok: true }
  } catch (error) {
    if (!(error instanceof MailNotSent) || error.refusal === null) throw error
    return { ok: false, refusal: error.refusal }
  }
}
