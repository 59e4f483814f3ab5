import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'

export type LeaveLettersModel = PageModel & {
  text: string
  action: string
  /** Null when it is done. */
  button: string | null
}

export const leaveLettersPage = definePage<LeaveLettersModel>('guides/leave')

/** Ends the daily letter about the own guides by the link that stood in it. */
export const leaveLettersModel = (
  { action, done }: { action: string; done: boolean },
  { t }: { t: Translate },
): LeaveLettersModel => ({
  page: { title: t(done ? 'writing:letters.leftTitle' : 'writing:letters.leaveTitle'), noindex: true },
  text: t(done ? 'writing:letters.leftText' : 'writing:letters.leaveText'),
  action,
  button: done ? null : t('writing:letters.stop'),
})
