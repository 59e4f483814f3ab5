import type { Deps } from '../../../platform/deps.ts'

/** Writes down that an address takes no mail, so that staff call instead. `refusal` as the mail server says it. */
export async function refuseMails(
  { db }: Pick<Deps, 'db'>,
  { id, refusal }: { id: number; refusal: string },
): Promise<void> {
  await db.receptionBooking.updateMany({ where: { id }, data: { refusal } })
}
