import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'

export type LeaveModel = PageModel & {
  text: string
  action: string
  /** Null when it is done. */
  button: string | null
}

export const leavePage = definePage<LeaveModel>('analysis/leave')

export const leaveModel = (
  { action, done }: { action: string; done: boolean },
  { t }: { t: Translate },
): LeaveModel => ({
  page: { title: t(done ? 'analysis:leave.doneTitle' : 'analysis:leave.title'), noindex: true },
  text: t(done ? 'analysis:done.stopped' : 'analysis:leave.text'),
  action,
  button: done ? null : t('analysis:weekly.stop'),
})
