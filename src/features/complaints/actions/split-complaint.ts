import { randomInt, randomUUID } from 'node:crypto'
import { blindIndex, seal, unseal } from '../../../platform/crypto/seal.ts'
import { hashToken, newToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import { appendActivity } from '../../activity/index.ts'
import { type ComplaintEvent, system } from '../events.ts'
import { newNumber } from '../number.ts'
import { projectAll } from '../projection.ts'
import { storedPublicText } from '../public-text.ts'
import { sealContent } from '../receipt/content.ts'
import { holdReasons } from '../screening.ts'
import { toEntry } from '../stored.ts'
import { dayAt } from '../term-rules.ts'
import { contactContext } from './contact-rows.ts'
import { officeTerm } from './office-term.ts'
import { type ActContext, NotAllowed, type StaffAct, staffAct } from './staff-act.ts'
import { storedColumns, writeParts } from './write-projection.ts'

/** The part that another office answers for. `text`: of the resident's words those that are about it. */
export type SplitPart = { text: string; categoryId: number; officeId: number; reason: string }

/**
 * Makes a complaint of a part of another (APPC article 65: what a body is only partly competent for): with a number, an
 * office and a term of its own, with the photos and the resident of the first. The first goes on as it was.
 */
export async function splitComplaint(deps: Deps, act: StaffAct, part: SplitPart) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await staffAct(deps, { ...act, kind: 'split_off' }, async (context) => {
        const { state, terms, at, actor } = context
        const isOpen = terms.directory.officeById.get(part.officeId)?.current
        const isKnown = terms.directory.categoryById.get(part.categoryId)?.current
        // What is not public yet is looked at first: a part of it would be published without.
        const isLookedAt = state.visibility === 'staff' || state.publication === 'published'
        if (!isOpen || !isKnown || !isLookedAt) throw new NotAllowed('split_off')
        const child = await writePart(deps, act.complaintId, { context, part })
        const payload = {
          complaintId: child.id,
          number: child.number,
          officeId: part.officeId,
          reason: part.reason,
        }
        return [{ kind: 'split_off', at, actor, payload }]
      })
    } catch (error) {
      // The random number was taken.
      if (!isUniqueViolation(error) || attempt === 5) throw error
    }
  }
}

type Writing = { context: ActContext; part: SplitPart }

async function writePart(
  deps: Deps,
  motherId: number,
  { context, part }: Writing,
): Promise<{ id: number; number: string }> {
  const { tx, terms, at } = context
  const mother = await tx.complaint.findUniqueOrThrow({ where: { id: motherId } })
  const photos = await tx.photo.findMany({
    where: { complaintId: motherId, role: 'before' },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const copies = photos.map((photo, position) => ({ ...photo, id: randomUUID(), position }))
  const { content, salt } = sealContent({ text: part.text, photos: copies.map(({ largeKey }) => largeKey) })
  const events = firstEvents(context, { mother, part, content, photos: copies.map(({ id }) => id) })
  const state = projectAll(events)
  const day = dayAt(at, { timeZone: terms.city.timeZone })
  const token = newToken()
  const child = await tx.complaint.create({
    data: {
      cityId: mother.cityId,
      channel: mother.channel,
      text: part.text,
      publicText: storedPublicText(part.text),
      textLang: mother.textLang,
      replyLang: mother.replyLang,
      address: mother.address,
      publicAddress: mother.publicAddress,
      landmark: mother.landmark,
      publicLandmark: mother.publicLandmark,
      consentVersion: mother.consentVersion,
      districtId: mother.districtId,
      lat: mother.lat,
      lon: mother.lon,
      cx: mother.cx,
      cy: mother.cy,
      ...storedColumns(state),
      number: newNumber({ year: day.year, month: day.month }, randomInt),
      secretHash: Buffer.from(hashToken(token)),
      contentSalt: salt,
      photoCount: copies.length,
    },
    select: { id: true, number: true },
  })
  await appendActivity(
    tx,
    child,
    events.map((event, index) => toEntry(event, index + 1)),
  )
  await writeParts(tx, child.id, { before: null, after: state })
  if (copies.length > 0) {
    await tx.photo.createMany({
      data: copies.map(({ areas, ...photo }) => ({
        ...photo,
        complaintId: child.id,
        ...(areas === null ? {} : { areas }),
      })),
    })
  }
  await copyContacts(deps, tx, { mother, child, token, at })
  await deps.jobs.add(tx, 'complaints.notify', { complaintId: child.id, seq: 1 })
  return child
}

type Mother = { id: number; number: string; channel: string; districtId: number | null }

function firstEvents(
  { state, terms, at, actor }: ActContext,
  { mother, part, content, photos }: { mother: Mother; part: SplitPart; content: string; photos: string[] },
): ComplaintEvent[] {
  const { registeredOn, due } = officeTerm(terms, part.categoryId, at)
  const isSensitive = terms.directory.categoryById.get(part.categoryId)?.sensitive
  const visibility = isSensitive ? 'staff' : state.visibility
  const reasons = visibility === 'staff' ? [] : holdReasons(part.text, terms.city.profile.moderationWords)
  const events: (ComplaintEvent | null)[] = [
    {
      kind: 'filed',
      at,
      actor,
      payload: {
        channel: mother.channel,
        content,
        categoryId: part.categoryId,
        districtId: mother.districtId,
        visibility,
        photos,
        splitFrom: { complaintId: mother.id, number: mother.number },
      },
    },
    reasons.length === 0 ? null : { kind: 'held', at, actor: system, payload: { reasons } },
    { kind: 'registered', at, actor: system, payload: { registeredOn } },
    { kind: 'sent', at, actor, payload: { officeId: part.officeId, ruleId: null, ...due } },
  ]
  return events.filter((event) => event !== null)
}

type Copying = {
  mother: { id: number; number: string }
  child: { id: number; number: string }
  token: string
  at: number
}

/** The resident hears of the part by the same ways. The link of the part is kept so that their own page leads there. */
async function copyContacts(
  { keys }: Pick<Deps, 'keys'>,
  tx: Transaction,
  { mother, child, token, at }: Copying,
): Promise<void> {
  const contacts = await tx.complaintContact.findMany({ where: { complaintId: mother.id, stoppedAt: null } })
  const values = contacts.flatMap(({ kind, sealed }) =>
    kind === 'link' ? [] : [{ kind, value: unseal(keys, sealed, contactContext(mother.number, kind)) }],
  )
  await tx.complaintContact.createMany({
    data: [...values, { kind: 'link', value: token }].map(({ kind, value }) => ({
      complaintId: child.id,
      kind,
      sealed: Buffer.from(seal(keys, value, contactContext(child.number, kind))),
      blindIndex: Buffer.from(blindIndex(keys, kind, value)),
      createdAt: toDate(at),
    })),
  })
}
