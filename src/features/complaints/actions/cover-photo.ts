import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { uploadsIn } from '../../../platform/http/upload-folder.ts'
import { type ComplaintEvent, resident } from '../events.ts'
import { type CoverArea, storedAreas } from '../photo-cover/areas.ts'
import type { PhotoChoice } from '../photo-cover/form.ts'
import { changeComplaint } from './change-complaint.ts'
import { sizeColumns } from './draft-photos.ts'
import { type StaffAct, staffAct } from './staff-act.ts'

/** A photo as far as covering it needs to know. */
export type CoverablePhoto = {
  id: string
  largeKey: string
  smallKey: string
  width: number
  height: number
  smallWidth: number
  smallHeight: number
  originalLargeKey: string | null
  originalSmallKey: string | null
  areas: unknown
  shown: boolean
  hiddenBy: string | null
}

/** The picture could not be made just now; nothing was changed. */
export class CoverFailed extends Error {}

type By = 'resident' | 'moderator'

/** Of a photo that is not sent yet. Throws CoverFailed. */
export async function coverDraftPhoto(
  deps: Deps,
  { photo, draftId }: { photo: CoverablePhoto; draftId: Uint8Array<ArrayBuffer> },
  choice: PhotoChoice,
): Promise<void> {
  const data = await columnsFor(deps, photo, choice, 'resident')
  if (data === null) return
  await inTransaction(deps.db, async (tx) => {
    await tx.photo.updateMany({ where: { id: photo.id, draftId, largeKey: photo.largeKey }, data })
    await tx.draft.updateMany({
      where: { id: draftId },
      data: { updatedAt: toDate(deps.now().epochMilliseconds) },
    })
  })
}

/** The resident chooses what everybody sees of a photo of their complaint. Throws CoverFailed. */
export async function coverOwnPhoto(
  deps: Deps,
  { photo, complaintId }: { photo: CoverablePhoto; complaintId: number },
  choice: PhotoChoice,
): Promise<void> {
  const data = await columnsFor(deps, photo, choice, 'resident')
  if (data === null) return
  const at = deps.now().epochMilliseconds
  await inTransaction(deps.db, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM complaint WHERE id = ${complaintId} FOR UPDATE`
    await changeComplaint(tx, { complaintId }, () => [
      redacted(photo.id, { at, actor: resident, reason: '' }),
    ])
    await store(tx, { photo, complaintId }, data)
  })
}

/** A moderator does. Throws CoverFailed and what staffAct throws. */
export async function coverPhotoAsStaff(
  deps: Deps,
  act: StaffAct,
  { photo, choice, reason }: { photo: CoverablePhoto; choice: PhotoChoice; reason: string },
): Promise<void> {
  const data = await columnsFor(deps, photo, choice, 'moderator')
  if (data === null) return
  await staffAct(deps, { ...act, kind: 'redacted' }, async ({ tx, at, actor }) => {
    await store(tx, { photo, complaintId: act.complaintId }, data)
    return [redacted(photo.id, { at, actor, reason })]
  })
}

function redacted(
  id: string,
  { at, actor, reason }: Pick<ComplaintEvent, 'at' | 'actor'> & { reason: string },
): ComplaintEvent {
  return { kind: 'redacted', at, actor, payload: { parts: [`photo:${id}`], reason } }
}

/** Only on the picture that the choice was made for. */
async function store(
  tx: Transaction,
  { photo, complaintId }: { photo: CoverablePhoto; complaintId: number },
  data: Prisma.PhotoUpdateManyMutationInput,
): Promise<void> {
  const stored = await tx.photo.updateMany({
    where: { id: photo.id, complaintId, largeKey: photo.largeKey },
    data,
  })
  if (stored.count === 0) throw new NotFound('photo')
}

/** The columns that the choice changes, with the new pictures safe in the file store; null when it changes nothing. */
async function columnsFor(
  deps: Deps,
  photo: CoverablePhoto,
  { areas, visible }: PhotoChoice,
  by: By,
): Promise<Prisma.PhotoUpdateManyMutationInput | null> {
  const shown = photo.hiddenBy === 'moderator' && by === 'resident' ? false : visible
  const isSameView = shown === photo.shown
  const view = isSameView ? {} : { shown, hiddenBy: shown ? null : by }
  if (JSON.stringify(storedAreas(photo.areas)) === JSON.stringify(areas)) return isSameView ? null : view
  const original = {
    large: photo.originalLargeKey ?? photo.largeKey,
    small: photo.originalSmallKey ?? photo.smallKey,
  }
  const made = await coveredCopy(deps, original.large, areas)
  // With nothing covered it is the re-encoded first picture again, and nothing more is kept beside it.
  const kept =
    areas.length === 0
      ? { originalLargeKey: null, originalSmallKey: null, areas: Prisma.DbNull }
      : { originalLargeKey: original.large, originalSmallKey: original.small, areas: areas.map(plain) }
  return { ...view, ...sizeColumns(made), ...kept }
}

const plain = ({ x, y, w, h, by }: CoverArea) => (by === undefined ? { x, y, w, h } : { x, y, w, h, by })

/** Burnt into new pictures by the image child, from the first picture each time. */
async function coveredCopy(
  { config, files, images }: Pick<Deps, 'config' | 'files' | 'images'>,
  key: string,
  areas: readonly CoverArea[],
) {
  const stored = await files.get(key)
  if (!stored.ok) throw new CoverFailed(stored.reason)
  const folder = path.join(uploadsIn(config.dataDir), randomBytes(16).toString('hex'))
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const source = path.join(folder, 'photo')
    await pipeline(stored.stream, createWriteStream(source, { mode: 0o600 }))
    const result = await images.process(source, { cover: areas.map(({ x, y, w, h }) => ({ x, y, w, h })) })
    if (!result.ok) throw new CoverFailed(result.reason)
    const put = async ({ path: from, width, height }: (typeof result.variants)['large']) => ({
      key: (await files.put({ path: from })).key,
      width,
      height,
    })
    return { large: await put(result.variants.large), small: await put(result.variants.small) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
