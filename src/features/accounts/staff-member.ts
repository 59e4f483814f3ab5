import type { Response } from 'express'
import type { Lang } from '../../platform/i18n/texts.ts'

/** A signed-in member of staff, as the handlers of staff pages find it. */
export type StaffMember = {
  id: number
  name: string
  email: string
  lang: Lang
  /** What the public reads under an answer. */
  position: { kk: string; ru: string; en: string }
  /** `officeId` null = the whole city. */
  roles: { cityId: number; officeId: number | null; role: string }[]
  /** Short name of the office, or of the city, for the header. */
  officeLabel: string
}

export const staffOf = (res: Response): StaffMember => res.locals['staff']
