import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { unseal } from '../../../platform/crypto/seal.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Job } from '../../../platform/http/route.ts'
import { type Letter, mailRenderer, printLetter } from '../../../platform/mail/letter.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { type City, cities, cityById, nameIn } from '../../city/index.ts'
import { contactContext } from '../actions/contact-rows.ts'
import { formatNumber } from '../number.ts'
import { complaintPaths } from '../paths.ts'
import { verdicts } from '../rules.ts'
import { mailLang } from './jobs.ts'
import { sendToReporter, stopMailsHref } from './letters.ts'

const dayMs = 86_400_000
/** Days before the end of the window on which who has said nothing is reminded, once. */
const remindBefore = 4
const perBatch = 500

const Asked = z.object({ complaintId: z.int(), answerNo: z.int(), stage: z.int() })

/** Asks reporters some days after an answer whether it is true, and reminds them once while they can still reopen. */
export const questionnaireJobs = (deps: Deps): Job[] => [
  {
    name: 'complaints.ask-residents',
    // 10:00 in Kazakhstan (UTC+5).
    cron: '0 5 * * *',
    async run(_payload, now) {
      const asked = await askResidents(deps, now.epochMilliseconds)
      if (asked > 0) deps.log.info({ asked }, 'residents asked whether the answer is true')
    },
  },
  {
    name: 'complaints.questionnaire',
    patient: true,
    run: (payload) => sendQuestionnaire(deps, Asked.parse(payload)),
  },
]

/**
 * Finds answers that are old enough, have no verdict and have somebody to ask; the row of the question and its mail
 * are one transaction, so nobody is asked twice. `at` in milliseconds UTC. Answers how many were asked.
 */
export async function askResidents(deps: Deps, at: number): Promise<number> {
  let asked = 0
  for (const city of await cities(deps)) {
    for (const { stage, days } of stagesOf(city)) {
      for (;;) {
        const due = await dueAnswers(deps, { city, stage, at, days })
        for (const { complaintId, answerNo } of due) {
          await inTransaction(deps.db, async (tx) => {
            const { count } = await tx.questionnaire.createMany({
              data: [{ complaintId, answerNo, stage, askedAt: toDate(at) }],
              skipDuplicates: true,
            })
            if (count === 0) return
            await deps.jobs.add(tx, 'complaints.questionnaire', { complaintId, answerNo, stage })
            asked++
          })
        }
        if (due.length < perBatch) break
      }
    }
  }
  return asked
}

/** First `askDays` after the answer, then some days before the window closes, if there is room between the two. */
function stagesOf({ askDays, reopenDays }: City): { stage: number; days: number }[] {
  if (askDays >= reopenDays) return []
  const reminder = reopenDays - remindBefore
  const first = { stage: 1, days: askDays }
  return reminder > askDays ? [first, { stage: 2, days: reminder }] : [first]
}

type Due = { city: City; stage: number; at: number; days: number }

function dueAnswers(
  { db }: Pick<Deps, 'db'>,
  { city, stage, at, days }: Due,
): Promise<{ complaintId: number; answerNo: number }[]> {
  const before = toDate(at - days * dayMs)
  const after = toDate(at - city.reopenDays * dayMs)
  return db.$queryRaw`
    SELECT c.id AS "complaintId", n.no AS "answerNo"
    FROM complaint c JOIN LATERAL (
      SELECT n.no, n.verdict FROM answer n WHERE n.complaint_id = c.id ORDER BY n.no DESC LIMIT 1) n ON true
    WHERE c.city_id = ${city.id} AND c.status = 'answered' AND n.verdict IS NULL
      AND c.last_answer_at <= ${before} AND c.last_answer_at > ${after}
      AND EXISTS (SELECT 1 FROM complaint_contact k WHERE k.complaint_id = c.id AND k.kind = 'email'
                    AND k.stopped_at IS NULL)
      AND EXISTS (SELECT 1 FROM complaint_contact k WHERE k.complaint_id = c.id AND k.kind = 'link')
      AND NOT EXISTS (SELECT 1 FROM questionnaire q WHERE q.complaint_id = c.id AND q.answer_no = n.no
                        AND q.stage >= ${stage})
    ORDER BY c.id LIMIT ${perBatch}`
}

/** Looks again before it sends: who has said something since, or wants no mails, is not asked. */
async function sendQuestionnaire(
  deps: Deps,
  { complaintId, answerNo, stage }: z.infer<typeof Asked>,
): Promise<void> {
  const row = await deps.db.complaint.findUnique({
    where: { id: complaintId },
    include: {
      contacts: { where: { kind: { in: ['email', 'link'] }, stoppedAt: null } },
      answers: { orderBy: { no: 'desc' }, take: 1 },
    },
  })
  const [answer] = row?.answers ?? []
  const stillOpen = row?.status === 'answered' && answer?.no === answerNo && answer.verdict === null
  if (row === null || answer === undefined || !stillOpen) return
  const city = await cityById(deps, row.cityId)
  const opened = (kind: string) => {
    const contact = row.contacts.find((one) => one.kind === kind)
    return contact && unseal(deps.keys, contact.sealed, contactContext(row.number, kind))
  }
  const [to, token] = [opened('email'), opened('link')]
  if (city === null || to === undefined || token === undefined) return
  const lang = mailLang(row)
  const t = deps.texts.in(lang)
  const stopHref = stopMailsHref(deps, { lang, city: city.slug, complaintId })
  const until = Temporal.Instant.fromEpochMilliseconds(answer.at.getTime() + city.reopenDays * dayMs)
  const number = formatNumber(row.number)
  const mine = deps.config.publicUrl + complaintPaths.mine(lang, city.slug, token)
  const letter: Letter = {
    lang,
    subject: t(stage === 1 ? 'notify:ask.subject' : 'notify:ask.reminder', { number }),
    site: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
    lead: t('notify:ask.lead', { number, place: row.address || row.landmark || number }),
    code: null,
    items: [],
    // The links only open the page with the choice made: mail scanners open every link they see.
    actions: verdicts.map((verdict) => ({
      label: t(`notify:ask.${verdict}`),
      href: `${mine}?verdict=${verdict}#verdict`,
    })),
    notes: [t('notify:ask.until', { day: formatDay(localDate(until, city.timeZone).toString(), lang) })],
    why: t('notify:why', { number }),
    links: [{ label: t('notify:stop'), href: stopHref }],
  }
  await sendToReporter(deps, complaintId, {
    to,
    ...printLetter(mailRenderer(deps.config), letter, t),
    id: `ask.${row.number}.${answerNo}.${stage}`,
    unsubscribe: stopHref,
  })
}
