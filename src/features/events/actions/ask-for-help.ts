import { toDate } from '../../../platform/db/instant.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { type Asker, sealContact } from '../contact.ts'
import type { EventKind } from '../rules.ts'

export type NewWish = {
  cityId: number
  kind: EventKind
  text: string
  place: string
  wished: string
  persons: number | null
  asker: Asker
  lang: Lang
  consentVersion: string
  /** The random bytes of the form: the same form sent twice is one wish. */
  formKey: Uint8Array
  /** Milliseconds UTC. */
  at: number
}

/** Somebody asks for an organiser's help; it waits in the queue of the staff. */
export async function askForHelp(deps: Pick<Deps, 'db' | 'keys'>, wish: NewWish): Promise<void> {
  const { asker, formKey, at, ...rest } = wish
  try {
    await deps.db.eventRequest.create({
      data: {
        ...rest,
        formKey: Buffer.from(formKey),
        sealed: sealContact(deps, asker, formKey),
        createdAt: toDate(at),
      },
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
}
