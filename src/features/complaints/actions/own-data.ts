import { announceChange } from '../../../platform/cache/change-notices.ts'
import { blindIndex, seal } from '../../../platform/crypto/seal.ts'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type ErasedPart, type Payloads, resident } from '../events.ts'
import { keptOfPublic } from '../kept-parts.ts'
import { erasedMark } from '../public-text.ts'
import { isOpen } from '../rules.ts'
import { changeComplaint } from './change-complaint.ts'
import { contactContext } from './contact-rows.ts'

/** Whose: the complaint that a secret link has opened. */
export type Own = { complaintId: number; number: string; token: string }

export type Correction = { email: string | null; phone: string | null; replyLang: string }

/** Null leaves a contact as it is. An address gets the token of the secret link beside it, for the mails. */
export async function correctOwnData(deps: Deps, own: Own, correction: Correction): Promise<void> {
  const { email, phone, replyLang } = correction
  const at = deps.now().epochMilliseconds
  const contacts = [
    { kind: 'email', value: email },
    { kind: 'phone', value: phone },
    { kind: 'link', value: email === null ? null : own.token },
  ]
  await onOwn(deps, own, async (tx) => {
    const { replyLang: before } = await tx.complaint.findUniqueOrThrow({
      where: { id: own.complaintId },
      select: { replyLang: true },
    })
    const what: Payloads['corrected']['what'][number][] = []
    if (email !== null || phone !== null) what.push('contacts')
    if (before !== replyLang) what.push('replyLang')
    if (what.length === 0) return
    for (const { kind, value } of contacts) {
      if (value === null) continue
      const data = {
        sealed: Buffer.from(seal(deps.keys, value, contactContext(own.number, kind))),
        blindIndex: Buffer.from(blindIndex(deps.keys, kind, value)),
      }
      await tx.complaintContact.upsert({
        where: { complaintId_kind: { complaintId: own.complaintId, kind } },
        create: { complaintId: own.complaintId, kind, createdAt: toDate(at), ...data },
        update: data,
      })
    }
    await tx.complaint.update({ where: { id: own.complaintId }, data: { replyLang } })
    await changeComplaint(tx, { complaintId: own.complaintId }, () => [
      { kind: 'corrected', at, actor: resident, payload: { what } },
    ])
  })
}

/** From now on only staff read it. There is no way back: who made it private may have had a reason. */
export async function keepPrivate(deps: Deps, own: Own): Promise<void> {
  const at = deps.now().epochMilliseconds
  await onOwn(deps, own, async (tx) => {
    await announceChange(tx, keptOfPublic)
    await changeComplaint(tx, { complaintId: own.complaintId }, ({ visibility }) =>
      visibility === 'staff'
        ? []
        : [
            {
              kind: 'corrected',
              at,
              actor: resident,
              payload: { what: ['visibility'], visibility: 'staff' },
            },
          ],
    )
  })
}

/** No mail and no call any more; the secret link still opens the page. */
export async function forgetOwnContacts(deps: Deps, own: Own): Promise<void> {
  const at = deps.now().epochMilliseconds
  await onOwn(deps, own, async (tx) => {
    if (!(await dropContacts(tx, own.complaintId))) return
    await changeComplaint(tx, { complaintId: own.complaintId }, () => [
      { kind: 'erased', at, actor: resident, payload: { what: ['contacts'] } },
    ])
  })
}

/** True when there was something to forget. The chat of a bot is a contact as well: the bot forgets it by the event. */
async function dropContacts(tx: Transaction, complaintId: number): Promise<boolean> {
  const { count } = await tx.complaintContact.deleteMany({ where: { complaintId } })
  // Name, address and signature stand in a letter.
  const letters = await tx.letterScan.deleteMany({ where: { complaintId } })
  if (count + letters.count > 0) return true
  const forgotten = { path: ['what'], array_contains: ['contacts'] }
  const byBot = await tx.complaint.count({
    where: {
      id: complaintId,
      channel: 'telegram',
      activity: { none: { kind: 'erased', payload: forgotten } },
    },
  })
  return byBot > 0
}

/**
 * Erases what is about the person. While an office still works on it: contacts and what everybody reads masked. After
 * the end also the text, the place and the photos; what stays is the case: category, area, dates, answers, figures.
 */
export async function eraseOwnData(deps: Deps, own: Own): Promise<void> {
  const at = deps.now().epochMilliseconds
  const { complaintId } = own
  await onOwn(deps, own, async (tx) => {
    const what = new Set<ErasedPart>()
    if (await dropContacts(tx, complaintId)) what.add('contacts')
    const { status } = await tx.complaint.findUniqueOrThrow({
      where: { id: complaintId },
      select: { status: true },
    })
    const isEnded = !isOpen(status as Parameters<typeof isOpen>[0])
    if (isEnded) for (const part of await eraseCase(tx, complaintId)) what.add(part)
    else if (await eraseOriginals(tx, complaintId)) what.add('originals')
    if (what.size === 0) return
    await announceChange(tx, keptOfPublic)
    await changeComplaint(tx, { complaintId }, () => [
      { kind: 'erased', at, actor: resident, payload: { what: [...what] } },
    ])
  })
}

async function eraseOriginals(tx: Transaction, complaintId: number): Promise<boolean> {
  const texts = await tx.$executeRaw`
    UPDATE complaint SET text = coalesce(public_text, text), address = coalesce(public_address, address),
      landmark = coalesce(public_landmark, landmark), answered = coalesce(public_answered, answered),
      public_text = NULL, public_address = NULL, public_landmark = NULL, public_answered = NULL,
      content_salt = CASE WHEN public_text IS NULL THEN content_salt END
    WHERE id = ${complaintId} AND visibility = 'public'
      AND num_nonnulls(public_text, public_address, public_landmark, public_answered) > 0`
  const words = await tx.originalWords.deleteMany({ where: { complaintId } })
  const photos = await tx.photo.updateMany({
    where: { complaintId, originalLargeKey: { not: null } },
    data: { originalLargeKey: null, originalSmallKey: null },
  })
  return texts + words.count + photos.count > 0
}

/** Those of the office, of others who joined and of passers-by are not the resident's. */
export async function ownPhotos(
  db: Pick<Transaction, 'activity'>,
  complaintId: number,
): Promise<Prisma.PhotoWhereInput> {
  const theirs = await db.activity.findMany({
    where: { complaintId, kind: { in: [...ofOthers] } },
    select: { payload: true },
  })
  const ids = theirs.flatMap(({ payload }) => (payload as { photos?: string[] } | null)?.photos ?? [])
  return { complaintId, role: { in: ['before', 'added'] }, id: { notIn: ids } }
}

/** What other people than its resident wrote to a complaint. */
export const ofOthers = ['joined', 'witnessed'] as const

/** Words of the resident that the state is not made of: their rows stay, empty, and the hash chain holds. */
const erasable = ['replied', 'added', 'partly', 'withdrawn']

async function eraseCase(tx: Transaction, complaintId: number): Promise<ErasedPart[]> {
  await tx.originalWords.deleteMany({ where: { complaintId } })
  const text = await tx.complaint.updateMany({
    where: { id: complaintId, text: { not: erasedMark } },
    data: {
      ...{
        text: erasedMark,
        publicText: null,
        contentSalt: null,
        address: '',
        publicAddress: null,
        landmark: '',
        ...{ answered: Prisma.DbNull, publicAnswered: Prisma.DbNull },
        publicLandmark: null,
      },
      ...{ lat: null, lon: null, cx: null, cy: null },
    },
  })
  const photos = await tx.photo.deleteMany({ where: await ownPhotos(tx, complaintId) })
  if (photos.count > 0) {
    await tx.complaint.update({
      where: { id: complaintId },
      data: { photoCount: { decrement: photos.count } },
    })
  }
  await tx.$executeRaw`SELECT set_config('ashyq.erase', 'on', true)`
  const words = await tx.$executeRaw`
    UPDATE activity SET payload = NULL, salt = NULL
    WHERE complaint_id = ${complaintId} AND actor_kind = 'resident' AND kind = ANY(${erasable}) AND payload IS NOT NULL`
  await tx.$executeRaw`SELECT set_config('ashyq.erase', 'off', true)`
  return [
    ...(text.count > 0 ? (['text', 'place'] as const) : []),
    ...(photos.count > 0 ? (['photos'] as const) : []),
    ...(words > 0 ? (['words'] as const) : []),
  ]
}

/** One after the other for one complaint. */
async function onOwn(
  deps: Deps,
  { complaintId }: Own,
  run: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM complaint WHERE id = ${complaintId} FOR UPDATE`
    await run(tx)
  })
}
