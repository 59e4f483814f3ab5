import { cityBySlug } from '../../src/features/city/index.ts'
import {
  type Actor,
  type ComplaintEvent,
  changeComplaint,
  type Filed,
  type Filing,
  fileComplaint,
  resident,
  system,
} from '../../src/features/complaints/index.ts'
import { newToken } from '../../src/platform/crypto/token.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import { places } from '../support/cast.ts'
import type { Portal } from '../support/portal.ts'

/** Files a complaint as a resident would: a pothole in the west unless told otherwise. */
export async function file(
  { deps, cast }: Pick<Portal, 'deps' | 'cast'>,
  more: Partial<Filing> = {},
): Promise<Filed> {
  const city = await cityBySlug(deps, cast.city.slug)
  if (city === null) throw new Error('no city')
  return fileComplaint(deps, {
    city,
    formToken: newToken(),
    actor: resident,
    channel: 'web',
    text: 'Аулаға кіреберісте үлкен шұңқыр бар.',
    textLang: 'kk',
    replyLang: 'kk',
    categoryId: cast.categories.potholes,
    address: 'Абай көшесі, 12',
    landmark: '',
    districtId: cast.districts.west,
    point: places.west,
    visibility: 'public',
    email: null,
    phone: null,
    ...more,
  })
}

/** Things that happen to a complaint one after the other, an hour apart, beginning an hour after what was last. */
export async function happen(portal: Portal, number: string, ...events: Happening[]): Promise<void> {
  const { id, updatedAt, officeId } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
  const staff: Actor = { kind: 'staff', staffId: portal.cast.staff.executor, officeId }
  await inTransaction(portal.deps.db, (tx) =>
    changeComplaint(tx, { complaintId: id }, () =>
      events.map(
        ({ by = 'staff', ...event }, index) =>
          ({
            at: updatedAt.getTime() + (index + 1) * 3_600_000,
            actor: by === 'staff' ? staff : by === 'resident' ? resident : system,
            payload: {},
            ...event,
          }) as ComplaintEvent,
      ),
    ),
  )
}

type Happening = {
  kind: ComplaintEvent['kind']
  payload?: object
  at?: number
  by?: 'staff' | 'resident' | 'system'
}

export const answered = (text = 'Жөнделді.'): Happening => ({
  kind: 'answered',
  payload: { outcome: 'solved', text, lang: 'kk', photos: [] },
})
