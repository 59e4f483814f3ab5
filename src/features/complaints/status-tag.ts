import type { Tag, Tone } from '../../platform/http/parts.ts'
import type { Translate } from '../../platform/i18n/texts.ts'
import type { Outcome, Status } from './rules.ts'

type Look = { tone: Tone; icon: string }

/** "Answered" is not "fixed": only what a resident has confirmed is green. */
const looks: Record<Status, Look> = {
  new: { tone: 'neutral', icon: 'circle-dot' },
  registered: { tone: 'neutral', icon: 'circle-dot' },
  sent: { tone: 'neutral', icon: 'send' },
  accepted: { tone: 'info', icon: 'check' },
  in_work: { tone: 'info', icon: 'hammer' },
  planned: { tone: 'info', icon: 'calendar-clock' },
  clarify: { tone: 'warning', icon: 'message-circle-question-mark' },
  answered: { tone: 'accent', icon: 'message-square' },
  confirmed: { tone: 'success', icon: 'badge-check' },
  closed: { tone: 'neutral', icon: 'circle-check' },
  reopened: { tone: 'warning', icon: 'rotate-ccw' },
  forwarded: { tone: 'neutral', icon: 'forward' },
  rejected: { tone: 'danger', icon: 'ban' },
  withdrawn: { tone: 'neutral', icon: 'undo-2' },
  merged: { tone: 'neutral', icon: 'git-merge' },
}

/** The state of a complaint as every page shows it: icon, word and colour. */
export function statusTag(status: Status, t: Translate): Tag {
  return { label: t(`complaints:status.${status}`), ...looks[status] }
}

const outcomeLooks: Record<Outcome, Look> = {
  solved: { tone: 'success', icon: 'circle-check' },
  planned: { tone: 'info', icon: 'calendar-clock' },
  explained: { tone: 'info', icon: 'info' },
  refused: { tone: 'danger', icon: 'ban' },
}

/** What an office says its answer is. */
export function outcomeTag(outcome: Outcome, t: Translate): Tag {
  return { label: t(`complaints:outcome.${outcome}`), ...outcomeLooks[outcome] }
}
