import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Reading } from '../../complaints/index.ts'
import { homeCrumb } from './form.ts'

export type UnsubscribeModel = PageModel & {
  text: string
  action: string
  /** Null when it is done. */
  button: string | null
  /** Takes it back; null when there is nothing to take back. */
  undo: string | null
}

export const unsubscribePage = definePage<UnsubscribeModel>('following/unsubscribe')

export function unsubscribeModel(data: UnsubscribeData, reading: Reading): UnsubscribeModel {
  const { t } = reading
  const { kind, done } = data
  return {
    page: {
      title: t(done ? 'following:unsubscribe.doneTitle' : 'following:unsubscribe.title'),
      crumbs: [homeCrumb(reading)],
      noindex: true,
    },
    text: t(`following:unsubscribe.${done ? 'done' : 'ask'}.${kind}`),
    action: data.action,
    button: done ? null : t('following:unsubscribe.button'),
    undo: done && kind === 'c' ? t('following:unsubscribe.undo') : null,
  }
}

export type UnsubscribeData = { kind: 'c' | 'f' | 's'; done: boolean; action: string }
