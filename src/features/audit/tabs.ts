import type { Tab } from '../../platform/http/parts.ts'
import type { Translate } from '../../platform/i18n/texts.ts'
import { auditPaths } from './paths.ts'

/** The two pages of the audit. */
export const auditTabs = (t: Translate, current: 'list' | 'patterns'): Tab[] => [
  { href: auditPaths.list(), label: t('audit:tabs.list'), current: current === 'list' },
  { href: auditPaths.patterns(), label: t('audit:tabs.patterns'), current: current === 'patterns' },
]
