import type { Translate } from '../../../../platform/i18n/texts.ts'
import { formatNumber } from '../../number.ts'
import { isOpen, type Status } from '../../rules.ts'
import type { ComplaintFacts } from '../complaint-facts.ts'
import type { DeskForm } from '../forms.ts'

/** What does not forbid an act and should be thought of before it; the person says that they have. */
export function warningsOf(facts: Pick<ComplaintFacts, 'row' | 'state' | 't'>, act: DeskForm): string[] {
  if (act !== 'answer' && act !== 'refuse' && act !== 'forward') return []
  const { row, state, t } = facts
  const found: string[] = []
  const open = row.parts.filter(({ status }) => isOpen(status as Status))
  if (open.length > 0) {
    const numbers = open.map(({ number }) => formatNumber(number)).join(', ')
    found.push(t('desk:warning.parts', { numbers }))
  }
  if (row.status === 'clarify') found.push(t('desk:warning.question'))
  if (state.helpers.length > 0 && !haveAllHelped(facts)) found.push(t('desk:warning.helpers'))
  if (state.reopenedCount > 0) found.push(reopenedWarning(state.reopenedCount, t))
  return found
}

const reopenedWarning = (count: number, t: Translate): string => t('desk:warning.reopened', { count })

/** Every office that helps has said its part. */
function haveAllHelped({ row, state }: Pick<ComplaintFacts, 'row' | 'state'>): boolean {
  const said = new Set(row.activity.flatMap(({ kind, office_id: id }) => (kind === 'helped' ? [id] : [])))
  return state.helpers.every((id) => said.has(id))
}
