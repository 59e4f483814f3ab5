import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Option, SummaryError } from '../../../platform/http/parts.ts'
import { endonyms, type Lang, langs, type Translate } from '../../../platform/i18n/texts.ts'
import { nameIn } from '../../city/index.ts'
import type { CityStarts } from '../city-starts.ts'
import { firstSteps } from '../first-steps.ts'
import { settingsPaths } from '../paths.ts'

type Field = { value: string; error: string | null }

export type FirstRunModel = PageModel & {
  action: string
  errors: SummaryError[]
  packs: Option[]
  pack: Field
  slug: Field
  names: (Field & { name: string; label: string; lang: string })[]
  admin: { name: Field; email: Field }
  steps: string[]
}

export const firstRunPage = definePage<FirstRunModel>('settings/first-run', { layout: 'bare' })

export function firstRunModel(
  { packs, token, lang, t }: { packs: CityStarts['packs']; token: string; lang: Lang; t: Translate },
  { typed, errors }: { typed: Typed; errors: FieldErrors },
): FirstRunModel {
  const field = (name: string): Field => {
    const key = errors[name]
    return { value: typed[name] ?? '', error: key === undefined ? null : t(key) }
  }
  return {
    page: { title: t('settings:firstRun.title'), noindex: true },
    action: settingsPaths.firstRun(token),
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: field(name).error ?? '' })),
    packs: packs.map(({ slug, names }) => ({ value: slug, label: nameIn(names, lang) })),
    pack: field('pack'),
    slug: field('slug'),
    names: langs.map((code) => ({
      ...field(`name_${code}`),
      name: `name_${code}`,
      label: `${t('settings:field.cityName')} · ${endonyms[code]}`,
      lang: code,
    })),
    admin: { name: field('admin'), email: field('email') },
    steps: firstSteps.map((step) => t(`settings:firstRun.step.${step}`)),
  }
}
