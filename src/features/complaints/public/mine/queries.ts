import { unseal } from '../../../../platform/crypto/seal.ts'
import { hashToken } from '../../../../platform/crypto/token.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { contactContext } from '../../actions/contact-rows.ts'
import { isUuid } from '../../uuid.ts'

/** As it was taken: storage key of a photo of the complaint that this secret link opens; null for any other. */
export async function residentsPhoto(
  { db }: Pick<Deps, 'db'>,
  { cityId, token, id, size }: { cityId: number; token: string; id: string; size: 'large' | 'small' },
): Promise<string | null> {
  if (!isUuid(id)) return null
  const photo = await db.photo.findFirst({
    where: { id, complaint: { secretHash: hashToken(token), cityId } },
    select: { largeKey: true, smallKey: true, originalLargeKey: true, originalSmallKey: true },
  })
  if (photo === null) return null
  return size === 'large'
    ? (photo.originalLargeKey ?? photo.largeKey)
    : (photo.originalSmallKey ?? photo.smallKey)
}

/** The secret links of what was split off from the complaint of a secret link: they belong to the same resident. */
export async function linksOfParts(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  complaintId: number,
): Promise<{ number: string; token: string }[]> {
  const parts = await db.complaint.findMany({
    where: { splitFromId: complaintId },
    select: { number: true, contacts: { where: { kind: 'link' }, select: { sealed: true } } },
    orderBy: { id: 'asc' },
  })
  return parts.flatMap(({ number, contacts }) =>
    contacts.map(({ sealed }) => ({
      number,
      token: unseal(keys, sealed, contactContext(number, 'link')),
    })),
  )
}
