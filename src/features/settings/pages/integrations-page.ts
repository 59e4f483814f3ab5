import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert } from '../../../platform/http/parts.ts'
import { endonyms, langs } from '../../../platform/i18n/texts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import type { Integration } from '../integrations.ts'
import { settingsPaths } from '../paths.ts'
import type { Around } from '../thing.ts'
import { crumbsOf } from './crumbs.ts'

export type IntegrationsModel = PageModel & {
  done: Alert | null
  cards: {
    title: string
    text: string
    icon: string
    tag: { label: string; tone: string; icon: string }
    facts: { label: string; value: string }[]
  }[]
  test: {
    action: string
    text: string
    options: { value: string; label: string }[]
    value: string
  }
  jobsHref: string
}

export const integrationsPage = definePage<IntegrationsModel>('settings/integrations', { layout: 'staff' })

export function integrationsModel(
  around: Around,
  { all, email, isAsked }: { all: readonly Integration[]; email: string; isAsked: boolean },
): IntegrationsModel {
  const { city, lang, t } = around
  return {
    page: { title: t('settings:thing.integrations'), crumbs: crumbsOf(around), noindex: true },
    done: isAsked ? { text: t('settings:testMail.asked', { email }), tone: 'success' } : null,
    cards: all.map((one) => cardOf(one, around)),
    test: {
      action: settingsPaths.integrations(city.slug),
      text: t('settings:testMail.text', { email }),
      options: langs.map((value) => ({ value, label: endonyms[value] })),
      value: lang,
    },
    jobsHref: settingsPaths.jobs(city.slug),
  }
}

const icons = { mail: 'mail', telegram: 'send', signIn: 'key-round', files: 'database' } as const

function cardOf(
  { name, isOn, place, doneAt, failedAt, variables }: Integration,
  { city, lang, t }: Around,
): IntegrationsModel['cards'][number] {
  const moment = (at: number | null) => (at === null ? '–' : formatMoment(at, lang, city.timeZone))
  // A failure that nothing has followed is what somebody has to look at.
  const isFailing = isOn && failedAt !== null && failedAt > (doneAt ?? 0)
  const state = isFailing ? 'failing' : isOn ? 'on' : 'off'
  const tones = {
    failing: { tone: 'danger', icon: 'circle-alert' },
    on: { tone: 'success', icon: 'check' },
    off: { tone: 'neutral', icon: 'circle-dashed' },
  } as const
  const isKnown = name === 'mail' || name === 'telegram'
  return {
    title: t(`settings:integration.${name}`),
    text: t(`settings:integrationText.${name}`),
    icon: icons[name],
    tag: { label: t(`settings:integrations.${state}`), ...tones[state] },
    facts: [
      ...(place === null ? [] : [{ label: t('settings:integrations.place'), value: place }]),
      ...(isKnown && isOn
        ? [
            { label: t('settings:integrations.doneAt'), value: moment(doneAt) },
            { label: t('settings:integrations.failedAt'), value: moment(failedAt) },
          ]
        : []),
      { label: t('settings:integrations.variables'), value: variables.join(', ') },
    ],
  }
}
