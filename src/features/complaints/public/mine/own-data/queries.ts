import { unseal } from '../../../../../platform/crypto/seal.ts'
import type { Deps } from '../../../../../platform/deps.ts'
import { contactContext } from '../../../actions/contact-rows.ts'
import { ofOthers } from '../../../actions/own-data.ts'

/** Everything that is stored about one complaint and its resident, for the holder of the secret link. */
export type OwnData = Awaited<ReturnType<typeof ownData>>

export async function ownData({ db, keys }: Pick<Deps, 'db' | 'keys'>, complaintId: number) {
  const row = await db.complaint.findUniqueOrThrow({
    where: { id: complaintId },
    select: {
      ...{
        number: true,
        channel: true,
        text: true,
        textLang: true,
        replyLang: true,
        address: true,
        landmark: true,
        answered: true,
      },
      ...{
        publicText: true,
        publicAddress: true,
        publicLandmark: true,
        consentVersion: true,
        lat: true,
        lon: true,
      },
      ...{ visibility: true, publication: true, status: true, receivedAt: true, open: true },
      contacts: { where: { kind: { in: ['email', 'phone'] } } },
      photos: {
        orderBy: { position: 'asc' },
        select: {
          ...{ id: true, role: true, shown: true, hiddenBy: true, areas: true, createdAt: true },
          ...{ largeKey: true, originalLargeKey: true, smallWidth: true, smallHeight: true },
        },
      },
      originalWords: { select: { seq: true, text: true } },
      answers: {
        orderBy: { no: 'asc' },
        select: { no: true, outcome: true, text: true, lang: true, at: true, verdict: true, plannedOn: true },
      },
      activity: {
        where: { public: true },
        orderBy: { seq: 'asc' },
        select: { seq: true, kind: true, at: true, actorKind: true, payload: true },
      },
    },
  })
  const contacts = Object.fromEntries(
    row.contacts.map(({ kind, sealed }) => [kind, unseal(keys, sealed, contactContext(row.number, kind))]),
  )
  // What others wrote and took is theirs.
  const isOthers = ({ kind }: { kind: string }) => ofOthers.some((one) => one === kind)
  const theirs = row.activity.filter(isOthers)
  const others = new Set(
    theirs.flatMap(({ payload }) => (payload as { photos?: string[] } | null)?.photos ?? []),
  )
  const seqs = new Set(theirs.map(({ seq }) => seq))
  const own = {
    photos: row.photos.filter(({ id, role }) => role !== 'after' && !others.has(id)),
    originalWords: row.originalWords.filter(({ seq }) => !seqs.has(seq)),
    activity: row.activity.map((entry) => (isOthers(entry) ? { ...entry, payload: {} } : entry)),
  }
  return { ...row, ...own, contacts: { email: contacts['email'] ?? null, phone: contacts['phone'] ?? null } }
}
