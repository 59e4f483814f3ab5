import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Option } from '../../../../platform/http/parts.ts'
import type { Translate } from '../../../../platform/i18n/texts.ts'
import { deskPaths } from '../../paths.ts'
import { columns, densities, type Preferences, waysOn } from '../columns.ts'
import { keyList } from './keys.ts'

export type KeyRow = { keys: readonly string[]; says: string }

export type SettingsModel = PageModel & {
  action: string
  saved: boolean
  columns: { name: string; label: string; checked: boolean }[]
  densities: Option[]
  density: string
  waysOn: Option[]
  afterAct: string
  keys: boolean
  keyList: KeyRow[]
}

export const settingsPage = definePage<SettingsModel>('inbox/settings', { layout: 'staff' })

export function settingsModel(preferences: Preferences, saved: boolean, t: Translate): SettingsModel {
  return {
    page: {
      title: t('inbox:settings.title'),
      noindex: true,
      crumbs: [{ href: deskPaths.inbox(), label: t('inbox:title') }],
    },
    action: deskPaths.inboxSettings(),
    saved,
    columns: columns.map((name) => ({
      name: `column-${name}`,
      label: t(`inbox:column.${name}`),
      checked: preferences.columns.includes(name),
    })),
    densities: densities.map((value) => ({ value, label: t(`inbox:density.${value}`) })),
    density: preferences.density,
    waysOn: waysOn.map((value) => ({
      value,
      label: t(`inbox:after.${value}`),
      hint: t(`inbox:afterHint.${value}`),
    })),
    afterAct: preferences.afterAct,
    keys: preferences.keys,
    keyList: keyRows(t),
  }
}

export const keyRows = (t: Translate): KeyRow[] => keyList.map(({ keys, says }) => ({ keys, says: t(says) }))
