import type { Lang } from '../../platform/i18n/texts.ts'
import { openDataPaths } from '../open-data/index.ts'

export type WidgetQuery = { show?: string | undefined; office?: string | undefined }

export const widgetPaths = {
  /** What stands in the frame of another site. */
  frame: (lang: Lang, city: string, query: WidgetQuery = {}) => {
    const pairs = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]))
    return `/${lang}/${city}/widget${pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`}`
  },
  /** The page that makes the code. */
  builder: openDataPaths.widgets,
}
